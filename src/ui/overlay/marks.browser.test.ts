import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { View } from "#stores/view-store.ts";
import { painted, squareView } from "#test/painted.ts";
import type { Drawing, RectMark } from "./drawing.ts";
import { createOverlay, type Overlay } from "./overlay.ts";
import { projectionOf, toDevice } from "./projection.ts";

let canvas: HTMLCanvasElement;
let overlay: Overlay;

beforeEach(() => {
  canvas = document.createElement("canvas");
  overlay = createOverlay(canvas, () => undefined);
});

afterEach(() => overlay.destroy());

const paint = (drawing: Partial<Drawing>, view: View) =>
  painted({ overlay, canvas }, drawing, view);

describe("rectangles", () => {
  const rect = { x: 100, y: 100, width: 256, height: 256 };
  const framed: RectMark = {
    rect,
    colour: [0, 0, 1, 1],
    pattern: "plain",
    frame: { outer: 3, inner: 0 },
  };
  const at1 = squareView(1, [300, 300]);

  test("are framed outside, whole pixels wide and open within", () => {
    const pixels = paint({ marks: [[framed]] }, at1);
    expect([96, 97, 98, 99, 100].map((x) => pixels.at(x, 200)[3])).toEqual([0, 255, 255, 255, 0]);
    expect([355, 356, 358, 359].map((x) => pixels.at(x, 200)[3])).toEqual([0, 255, 255, 0]);
    expect(pixels.at(98, 98)[3]).toBe(255);
    expect(pixels.ink(200, 100, 356)).toBe(0);
  });

  test("cover nothing twice: a frame of half opacity is so at its corners too", () => {
    const half: RectMark = { ...framed, colour: [0, 0, 1, 0.5] };
    const pixels = paint({ marks: [[half]] }, at1);
    for (const [x, y] of [
      [98, 98],
      [98, 200],
      [357, 357],
    ] as const) {
      expect((pixels.at(x, y)[3] ?? 0) / 255).toBeCloseTo(0.5, 2);
    }
  });

  test("turn with the slide, as wide as before", () => {
    const view = squareView(1, [228, 228], 45);
    const pixels = paint({ marks: [[framed]] }, view);
    const crossed = pixels.ink(300, 0, 300) / Math.SQRT2;
    expect(crossed).toBeGreaterThan(2.5);
    expect(crossed).toBeLessThan(4.6);
    const [x, y] = toDevice(projectionOf(view, 1), [228, 98.5]).map(Math.floor);
    expect(pixels.at(x ?? 0, y ?? 0).slice(0, 3)).toEqual([0, 0, 255]);
  });

  test("stand where they should far out on a large slide", () => {
    const far: RectMark = { ...framed, rect: { ...rect, x: 199_900.25, y: 199_900.25 } };
    const pixels = paint({ marks: [[far]] }, squareView(4, [199_900.25, 199_950]));
    expect([296, 297, 299, 300].map((x) => pixels.at(x, 300)[3])).toEqual([0, 255, 255, 0]);
  });

  test("that are dotted have gaps", () => {
    const pixels = paint({ marks: [[{ ...framed, pattern: "dotted" }]] }, at1);
    const column = Array.from({ length: 200 }, (_, y) => pixels.at(98, 120 + y)[3]);
    expect(column.filter((opacity) => opacity === 255).length).toBeGreaterThan(60);
    expect(column.filter((opacity) => opacity === 0).length).toBeGreaterThan(100);
  });

  test.each(["rising", "falling", "lying"] as const)(
    "that are hatched %s cover at most 15 %% of themselves",
    (pattern) => {
      const all = { x: 0, y: 0, width: 600, height: 600 };
      const hatch: RectMark = { rect: all, colour: [1, 1, 1, 1], pattern, frame: null };
      const pixels = paint({ marks: [[hatch]] }, at1);
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
    const pixels = paint({ grids: [picture] }, squareView(1, [200, 200]));
    expect(pixels.at(150, 150)).toEqual([255, 0, 0, 255]);
    expect(pixels.at(350, 150)[3]).toBe(0);
    expect(pixels.at(150, 350)).toEqual([0, 255, 0, 255]);
    expect(pixels.at(350, 350)[3]).toBe(128);
    expect(pixels.at(90, 150)[3]).toBe(0);
    expect(pixels.at(510, 350)[3]).toBe(0);
  });

  test("turns and mirrors with the slide", () => {
    const pixels = paint({ grids: [picture] }, squareView(1, [200, 200], 90, true));
    const view = projectionOf(squareView(1, [200, 200], 90, true), 1);
    const [x, y] = toDevice(view, [100, 100]).map(Math.floor);
    expect(pixels.at(x ?? 0, y ?? 0)).toEqual([255, 0, 0, 255]);
  });
});
