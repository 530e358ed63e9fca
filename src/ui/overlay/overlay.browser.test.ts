import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import type { View } from "#stores/view-store.ts";
import { fakeCell } from "#test/fake-answer.ts";
import { painted, squareView } from "#test/painted.ts";
import type { StateMarks } from "./cell-states.ts";
import { createCellSheet, type Drawing, emptyDrawing } from "./drawing.ts";
import { createOverlay, type Overlay } from "./overlay.ts";
import { projectionOf, toDevice } from "./projection.ts";

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

const paint = (drawing: Partial<Drawing>, view: View) =>
  painted({ overlay, canvas }, drawing, view);

const shown = (cells: Parameters<typeof tableOf>[0], outlinedFrom: number | null = null) => [
  { sheet: createCellSheet(tableOf(cells)), outlinedFrom, marks: {}, pointed: null },
];

const marked = (cells: ReturnType<typeof shown>, marks: StateMarks) =>
  cells.map((each) => ({ ...each, marks }));

describe("outlines", () => {
  test.each([0.5, 1, 2, 6])("are 1.5 device pixels wide at a zoom of %f", (zoom) => {
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    const pixels = paint({ cells }, squareView(zoom, [1000, 1032]));
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
    const view = squareView(2, [1050, 1050], rotation, isFlipped);
    const pixels = paint({ cells }, view);
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
    const pixels = paint({ cells }, squareView(4, [far, far + 32]));
    expect(pixels.ink(300, 297, 303)).toBeCloseTo(1.5, 1);
    expect(pixels.ink(300, 304, 500)).toBe(0);
  });

  test("of hidden classes, hidden cells and unsure cells are not drawn", () => {
    const view = squareView(2, [1032, 1032]);
    const inkOf = (drawing: Partial<Drawing>) => paint(drawing, view).mean();
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    expect(inkOf({ cells })).toBeGreaterThan(0);
    expect(inkOf({ cells, leastConfidence: 0.9 })).toBeGreaterThan(0);
    expect(inkOf({ cells, leastConfidence: 0.91 })).toBe(0);
    expect(inkOf({ cells: shown([fakeCell(1000, 1000, 3, 64)]) })).toBe(0);
    expect(inkOf({ cells: marked(cells, { hidden: Uint8Array.of(1) }) })).toBe(0);
  });

  test("are paler the less sure, when asked", () => {
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    const view = squareView(2, [1000, 1032]);
    expect(paint({ cells, isFaded: true }, view).ink(300, 290, 310)).toBeCloseTo(1.5 * 0.9, 1);
  });

  test("are left out below the zoom they are wanted from", () => {
    const cells = shown([fakeCell(1000, 1000, 1, 64)], 1);
    expect(paint({ cells }, squareView(0.9, [1000, 1032])).mean()).toBe(0);
    expect(paint({ cells }, squareView(1, [1000, 1032])).mean()).toBeGreaterThan(0);
  });
});

test("fills cover at most 15 %, also where cells lie over each other", () => {
  const cells = shown([fakeCell(1000, 1000, 0, 64), fakeCell(1020, 1000, 0, 64)]);
  const view = squareView(2, [1042, 1032]);
  const pixels = paint({ cells, fill: 0.15 }, view);
  expect((pixels.at(300, 300)[3] ?? 0) / 255).toBeCloseTo(0.15, 2);
  expect(paint({ cells }, view).at(300, 300)[3]).toBe(0);
});

describe("small cells", () => {
  const many = Array.from({ length: 100 }, (_, cell) =>
    fakeCell(1000 + 40 * (cell % 10), 1000 + 40 * Math.floor(cell / 10), cell % 2, 24),
  );

  test("are a point each", () => {
    const pixels = paint({ cells: shown(many) }, squareView(0.2, [1012, 1012]));
    expect(pixels.at(300, 300)).toEqual([255, 0, 0, 255]);
    expect(pixels.at(308, 300)).toEqual([0, 255, 0, 255]);
    expect(pixels.at(304, 300)[3]).toBe(0);
  });

  test("smaller still share dots, whose colour is their class's", () => {
    const reds = many.map((cell) => ({ ...cell, cellClass: 0 }));
    const pixels = paint({ cells: shown(reds) }, squareView(0.02, [1192, 1192]));
    expect(pixels.mean()).toBeGreaterThan(0);
    expect(pixels.mean() * 600 ** 2).toBeLessThan(400);
    expect(pixels.at(297, 297)).toEqual([255, 0, 0, 255]);
  });
});

describe("what the graphics card is sent", () => {
  const count = 20_000;
  const cells = Array.from({ length: count }, (_, cell) =>
    fakeCell(40 * (cell % 200), 40 * Math.floor(cell / 200), 0, 24),
  );

  test("a highlight of half of the cells is one upload, a new frame none", () => {
    const drawn = shown(cells);
    const view = squareView(0.5, [4000, 2000]);
    const before = paint({ cells: drawn }, view);
    const gl = canvas.getContext("webgl2") as WebGL2RenderingContext;
    const uploads = (["texSubImage2D", "texImage2D", "bufferData", "bufferSubData"] as const).map(
      (name) => vi.spyOn(gl, name),
    );
    const sent = () => uploads.map((upload) => upload.mock.calls.length);
    const highlighted = Uint8Array.from({ length: count }, (_, cell) => cell % 2);
    const lit = marked(drawn, { highlighted });
    const after = paint({ cells: lit }, view);
    expect(sent()).toEqual([1, 0, 0, 0]);
    paint({ cells: lit }, view);
    expect(sent()).toEqual([1, 0, 0, 0]);
    expect(after.mean()).toBeGreaterThan(before.mean() * 1.3);
  });

  test("a selected cell is eosin pink", () => {
    const drawn = shown([fakeCell(1000, 1000, 1, 64)]);
    const pixels = paint({ cells: marked(drawn, { selected: 0 }) }, squareView(2, [1000, 1032]));
    expect(pixels.at(300, 300)).toEqual([224, 51, 127, 255]);
  });
});

describe("the graphics card", () => {
  test("is lost and given back: all is drawn anew", async () => {
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    const view = squareView(2, [1000, 1032]);
    const projection = projectionOf(view, 1);
    paint({ cells }, view);
    const loss = canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context");
    loss?.loseContext();
    await expect.poll(() => changes).toBe(1);
    expect(overlay.paint({ ...emptyDrawing, cells }, projection)).toBe(false);
    loss?.restoreContext();
    await expect.poll(() => changes).toBe(2);
    expect(paint({ cells }, view).ink(300, 290, 310)).toBeCloseTo(1.5, 1);
  });

  test("that is not there is told by every paint", () => {
    const none = document.createElement("canvas");
    none.getContext("2d");
    const bare = createOverlay(none, () => undefined);
    expect(bare.paint(emptyDrawing, projectionOf(squareView(1, [0, 0]), 1))).toBe(false);
    bare.destroy();
  });

  test("is freed with the overlay: forty of them one after another all paint", () => {
    for (let round = 0; round < 40; round += 1) {
      const one = createOverlay(document.createElement("canvas"), () => undefined);
      expect(one.paint(emptyDrawing, projectionOf(squareView(1, [0, 0]), 1))).toBe(true);
      one.destroy();
    }
    const cells = shown([fakeCell(1000, 1000, 1, 64)]);
    expect(paint({ cells }, squareView(2, [1000, 1032])).mean()).toBeGreaterThan(0);
  });
});
