import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { viewAt } from "#stores/view-geometry.ts";
import { fakeCell } from "#test/fake-answer.ts";
import type { StateMarks } from "./cell-states.ts";
import { createCellSheet, type Drawing, emptyDrawing, type RectMark } from "./drawing.ts";
import { createOverlay, type Overlay } from "./overlay.ts";
import { projectionOf, toDevice } from "./projection.ts";

const side = 600;
let canvas: HTMLCanvasElement;
let overlay: Overlay;
let changes: number;

beforeEach(() => {
  canvas = document.createElement("canvas");
  changes = 0;
  overlay = createOverlay(canvas, () => {
    changes += 1;
  });
});

afterEach(() => overlay.destroy());

const viewOf = (zoom: number, centre: [number, number], rotation = 0, isFlipped = false) =>
  viewAt({ zoom, centre, size: { width: side, height: side }, rotation, isFlipped });

/** Classes 0 to 3 in red, green, blue and hidden. */
const palette = new Uint8Array(1024);
palette.set([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 0]);

/** Paints and copies at once: the browser clears what it has shown. */
function painted(drawing: Partial<Drawing>, view: ReturnType<typeof viewOf>): Pixels {
  overlay.paint({ ...emptyDrawing, palette, ...drawing }, projectionOf(view, 1));
  const copy = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const context = copy.getContext("2d", { willReadFrequently: true });
  context?.drawImage(canvas, 0, 0);
  const { data } = context?.getImageData(0, 0, side, side) ?? { data: new Uint8ClampedArray() };
  return {
    at: (x, y) => [...data.subarray(4 * (y * side + x), 4 * (y * side + x) + 4)],
    ink: (y, from, to) => {
      let ink = 0;
      for (let x = from; x < to; x += 1) ink += (data[4 * (y * side + x) + 3] ?? 0) / 255;
      return ink;
    },
    mean: () => {
      let ink = 0;
      for (let at = 3; at < data.length; at += 4) ink += (data[at] ?? 0) / 255;
      return ink / side ** 2;
    },
  };
}

interface Pixels {
  at(x: number, y: number): readonly number[];
  /** Opacity along a row, summed: the width of what it crosses. */
  ink(y: number, from: number, to: number): number;
  mean(): number;
}

const shown = (cells: Parameters<typeof tableOf>[0], outlinedFrom: number | null = null) => [
  { sheet: createCellSheet(tableOf(cells)), outlinedFrom, marks: {}, pointed: null },
];

const marked = (cells: ReturnType<typeof shown>, marks: StateMarks) =>
  cells.map((each) => ({ ...each, marks }));

describe("outlines", () => {
  test.each([0.5, 1, 2, 6])("are 1.5 device pixels wide at a zoom of %f", (zoom) => {
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    const pixels = painted({ cells }, viewOf(zoom, [1000, 1032]));
    expect(pixels.ink(300, 290, 310)).toBeCloseTo(1.5, 1);
    const [red, green, blue] = pixels.at(300, 300);
    expect([red, green, blue]).toEqual([0, 255, 0]);
  });

  test.each([
    [30, false],
    [90, true],
    [215, true],
  ])("lie where the slide's point is, turned by %i, mirrored %s", (rotation, isFlipped) => {
    const cells = shown([fakeCell(1000, 1000, 0, 64), fakeCell(1100, 1030, 2, 64)]);
    const view = viewOf(2, [1050, 1050], rotation, isFlipped);
    const pixels = painted({ cells }, view);
    for (const [point, colour] of [
      [
        [1000, 1032],
        [255, 0, 0],
      ],
      [
        [1032, 1064],
        [255, 0, 0],
      ],
      [
        [1164, 1062],
        [0, 0, 255],
      ],
    ] as const) {
      const [x, y] = toDevice(projectionOf(view, 1), point).map(Math.floor);
      expect(pixels.at(x ?? 0, y ?? 0).slice(0, 3)).toEqual(colour);
    }
    const [insideX, insideY] = toDevice(projectionOf(view, 1), [1032, 1032]).map(Math.floor);
    expect(pixels.at(insideX ?? 0, insideY ?? 0)[3]).toBe(0);
  });

  test("keep their place to a pixel at the far end of a large slide", () => {
    const far = 199_000;
    const cells = shown([fakeCell(far, far, 0, 64)]);
    const pixels = painted({ cells }, viewOf(4, [far, far + 32]));
    expect(pixels.ink(300, 297, 303)).toBeCloseTo(1.5, 1);
    expect(pixels.ink(300, 304, 500)).toBe(0);
  });

  test("of hidden classes, hidden cells and unsure cells are not drawn", () => {
    const view = viewOf(2, [1032, 1032]);
    const inkOf = (drawing: Partial<Drawing>) => painted(drawing, view).mean();
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    expect(inkOf({ cells })).toBeGreaterThan(0);
    expect(inkOf({ cells, leastConfidence: 0.9 })).toBeGreaterThan(0);
    expect(inkOf({ cells, leastConfidence: 0.91 })).toBe(0);
    expect(inkOf({ cells: shown([fakeCell(1000, 1000, 3, 64)]) })).toBe(0);
    expect(inkOf({ cells: marked(cells, { hidden: Uint8Array.of(1) }) })).toBe(0);
  });

  test("are paler the less sure, when asked", () => {
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    const view = viewOf(2, [1000, 1032]);
    expect(painted({ cells, isFaded: true }, view).ink(300, 290, 310)).toBeCloseTo(1.5 * 0.9, 1);
  });

  test("are left out below the zoom they are wanted from", () => {
    const cells = shown([fakeCell(1000, 1000, 1, 64)], 1);
    expect(painted({ cells }, viewOf(0.9, [1000, 1032])).mean()).toBe(0);
    expect(painted({ cells }, viewOf(1, [1000, 1032])).mean()).toBeGreaterThan(0);
  });
});

test("fills cover at most 15 %, also where cells lie over each other", () => {
  const cells = shown([fakeCell(1000, 1000, 0, 64), fakeCell(1020, 1000, 0, 64)]);
  const view = viewOf(2, [1042, 1032]);
  const pixels = painted({ cells, fill: 0.15 }, view);
  expect((pixels.at(300, 300)[3] ?? 0) / 255).toBeCloseTo(0.15, 2);
  expect(painted({ cells }, view).at(300, 300)[3]).toBe(0);
});

describe("small cells", () => {
  const many = Array.from({ length: 100 }, (_, cell) =>
    fakeCell(1000 + 40 * (cell % 10), 1000 + 40 * Math.floor(cell / 10), cell % 2, 24),
  );

  test("are a point each", () => {
    const pixels = painted({ cells: shown(many) }, viewOf(0.2, [1012, 1012]));
    expect(pixels.at(300, 300)).toEqual([255, 0, 0, 255]);
    expect(pixels.at(308, 300)).toEqual([0, 255, 0, 255]);
    expect(pixels.at(304, 300)[3]).toBe(0);
  });

  test("smaller still share dots, whose colour is their class's", () => {
    const reds = many.map((cell) => ({ ...cell, cellClass: 0 }));
    const pixels = painted({ cells: shown(reds) }, viewOf(0.02, [1192, 1192]));
    expect(pixels.mean()).toBeGreaterThan(0);
    expect(pixels.mean() * side ** 2).toBeLessThan(400);
    expect(pixels.at(300, 300).slice(0, 3)).toEqual([255, 0, 0]);
  });
});

describe("what the graphics card is sent", () => {
  const count = 20_000;
  const cells = Array.from({ length: count }, (_, cell) =>
    fakeCell(40 * (cell % 200), 40 * Math.floor(cell / 200), 0, 24),
  );

  test("a highlight of half of the cells is one upload, a new frame none", () => {
    const drawn = shown(cells);
    const view = viewOf(0.5, [4000, 2000]);
    const before = painted({ cells: drawn }, view);
    const gl = canvas.getContext("webgl2") as WebGL2RenderingContext;
    const uploads = (["texSubImage2D", "texImage2D", "bufferData", "bufferSubData"] as const).map(
      (name) => vi.spyOn(gl, name),
    );
    const sent = () => uploads.map((upload) => upload.mock.calls.length);
    const highlighted = Uint8Array.from({ length: count }, (_, cell) => cell % 2);
    const lit = marked(drawn, { highlighted });
    const after = painted({ cells: lit }, view);
    expect(sent()).toEqual([1, 0, 0, 0]);
    painted({ cells: lit }, view);
    expect(sent()).toEqual([1, 0, 0, 0]);
    expect(after.mean()).toBeGreaterThan(before.mean() * 1.3);
  });

  test("a selected cell is eosin pink", () => {
    const drawn = shown([fakeCell(1000, 1000, 1, 64)]);
    const pixels = painted({ cells: marked(drawn, { selected: 0 }) }, viewOf(2, [1000, 1032]));
    expect(pixels.at(300, 300)).toEqual([224, 51, 127, 255]);
  });
});

describe("rectangles", () => {
  const rect = { x: 100, y: 100, width: 256, height: 256 };
  const framed: RectMark = {
    rect,
    colour: [0, 0, 1, 1],
    pattern: "plain",
    frame: { outer: 3, inner: 0 },
  };
  const at1 = viewOf(1, [300, 300]);

  test("are framed outside, whole pixels wide and open within", () => {
    const pixels = painted({ marks: [[framed]] }, at1);
    expect([96, 97, 98, 99, 100].map((x) => pixels.at(x, 200)[3])).toEqual([0, 255, 255, 255, 0]);
    expect([355, 356, 358, 359].map((x) => pixels.at(x, 200)[3])).toEqual([0, 255, 255, 0]);
    expect(pixels.at(98, 98)[3]).toBe(255);
    expect(pixels.ink(200, 100, 356)).toBe(0);
  });

  test("cover nothing twice: a frame of half opacity is so at its corners too", () => {
    const half: RectMark = { ...framed, colour: [0, 0, 1, 0.5] };
    const pixels = painted({ marks: [[half]] }, at1);
    for (const [x, y] of [
      [98, 98],
      [98, 200],
      [357, 357],
    ] as const) {
      expect((pixels.at(x, y)[3] ?? 0) / 255).toBeCloseTo(0.5, 2);
    }
  });

  test("turn with the slide, as wide as before", () => {
    const view = viewOf(1, [228, 228], 45);
    const pixels = painted({ marks: [[framed]] }, view);
    const crossed = pixels.ink(300, 0, 300) / Math.SQRT2;
    expect(crossed).toBeGreaterThan(2.5);
    expect(crossed).toBeLessThan(4.6);
    const [x, y] = toDevice(projectionOf(view, 1), [228, 98.5]).map(Math.floor);
    expect(pixels.at(x ?? 0, y ?? 0).slice(0, 3)).toEqual([0, 0, 255]);
  });

  test("stand where they should far out on a large slide", () => {
    const far: RectMark = { ...framed, rect: { ...rect, x: 199_900.25, y: 199_900.25 } };
    const pixels = painted({ marks: [[far]] }, viewOf(4, [199_900.25, 199_950]));
    expect([296, 297, 299, 300].map((x) => pixels.at(x, 300)[3])).toEqual([0, 255, 255, 0]);
  });

  test("that are dotted have gaps", () => {
    const pixels = painted({ marks: [[{ ...framed, pattern: "dotted" }]] }, at1);
    const column = Array.from({ length: 200 }, (_, y) => pixels.at(98, 120 + y)[3]);
    expect(column.filter((opacity) => opacity === 255).length).toBeGreaterThan(60);
    expect(column.filter((opacity) => opacity === 0).length).toBeGreaterThan(100);
  });

  test.each(["rising", "falling", "lying"] as const)(
    "that are hatched %s cover at most 15 %% of themselves",
    (pattern) => {
      const all = { x: 0, y: 0, width: 600, height: 600 };
      const hatch: RectMark = { rect: all, colour: [1, 1, 1, 1], pattern, frame: null };
      const pixels = painted({ marks: [[hatch]] }, at1);
      expect(pixels.mean()).toBeGreaterThan(0.05);
      expect(pixels.mean()).toBeLessThanOrEqual(0.15);
      const run = pattern === "rising" ? [3, -3] : pattern === "falling" ? [3, 3] : [3, 0];
      for (const x of [200, 203, 207]) {
        expect(pixels.at(x + (run[0] ?? 0), 300 + (run[1] ?? 0))).toEqual(pixels.at(x, 300));
      }
    },
  );
});

describe("a picture over the slide", () => {
  const rgba = Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 255, 0, 0, 255, 128);
  const picture = { rgba, columns: 2, rows: 2, width: 400, height: 400, isOutlined: false };

  test("lies on its place, and is nowhere else", () => {
    const pixels = painted({ grids: [picture] }, viewOf(1, [200, 200]));
    expect(pixels.at(150, 150)).toEqual([255, 0, 0, 255]);
    expect(pixels.at(350, 150)[3]).toBe(0);
    expect(pixels.at(150, 350)).toEqual([0, 255, 0, 255]);
    expect(pixels.at(350, 350)[3]).toBe(128);
    expect(pixels.at(90, 150)[3]).toBe(0);
    expect(pixels.at(510, 350)[3]).toBe(0);
  });

  test("turns and mirrors with the slide", () => {
    const pixels = painted({ grids: [picture] }, viewOf(1, [200, 200], 90, true));
    const view = projectionOf(viewOf(1, [200, 200], 90, true), 1);
    const [x, y] = toDevice(view, [100, 100]).map(Math.floor);
    expect(pixels.at(x ?? 0, y ?? 0)).toEqual([255, 0, 0, 255]);
  });
});

describe("the graphics card", () => {
  test("is lost and given back: all is drawn anew", async () => {
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    const view = viewOf(2, [1000, 1032]);
    const projection = projectionOf(view, 1);
    painted({ cells }, view);
    const loss = canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context");
    loss?.loseContext();
    await expect.poll(() => changes).toBe(1);
    expect(overlay.paint({ ...emptyDrawing, cells }, projection)).toBe(false);
    loss?.restoreContext();
    await expect.poll(() => changes).toBe(2);
    expect(painted({ cells }, view).ink(300, 290, 310)).toBeCloseTo(1.5, 1);
  });

  test("that is not there is told by every paint", () => {
    const none = document.createElement("canvas");
    none.getContext("2d");
    const bare = createOverlay(none, () => undefined);
    expect(bare.paint(emptyDrawing, projectionOf(viewOf(1, [0, 0]), 1))).toBe(false);
    bare.destroy();
  });

  test("is freed with the overlay: forty of them one after another all paint", () => {
    for (let round = 0; round < 40; round += 1) {
      const one = createOverlay(document.createElement("canvas"), () => undefined);
      expect(one.paint(emptyDrawing, projectionOf(viewOf(1, [0, 0]), 1))).toBe(true);
      one.destroy();
    }
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    expect(painted({ cells }, viewOf(2, [1000, 1032])).mean()).toBeGreaterThan(0);
  });
});
