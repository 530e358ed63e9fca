import { describe, expect, test } from "vitest";
import { onScreen, viewAt } from "#stores/view-geometry.ts";
import {
  boxInView,
  cornersOf,
  isOnCanvas,
  isUpright,
  projectionOf,
  toDevice,
} from "./projection.ts";

const turned = (rotation: number, isFlipped = false, centre: [number, number] = [500, 400]) =>
  viewAt({ zoom: 0.5, centre, size: { width: 300, height: 200 }, rotation, isFlipped });

describe("a point of the slide", () => {
  test.each([
    [0, false],
    [90, false],
    [180, true],
    [270, true],
    [33, false],
    [211.5, true],
  ])("is drawn where the viewer shows it, turned by %f, mirrored %s", (rotation, isFlipped) => {
    const view = turned(rotation, isFlipped);
    const projection = projectionOf(view, 2);
    for (const point of [
      [0, 0],
      [500, 400],
      [812.5, 33],
    ] as const) {
      const [x, y] = onScreen(view, point);
      const [deviceX, deviceY] = toDevice(projection, point);
      expect(deviceX).toBeCloseTo(2 * x, 9);
      expect(deviceY).toBeCloseTo(2 * y, 9);
    }
  });

  test("keeps a thousandth of a pixel at the far end of a large slide", () => {
    const view = turned(17, true, [199_900, 199_800]);
    const projection = projectionOf(view, 1);
    const [x] = toDevice(projection, [199_900, 199_800]);
    const [next] = toDevice(projection, [199_900.01, 199_800]);
    expect(Math.abs(next - x)).toBeCloseTo(0.005 * Math.cos((17 * Math.PI) / 180), 6);
  });
});

test("a rectangle turned by a quarter stands on its side, and is upright", () => {
  const projection = projectionOf(turned(90), 1);
  expect(isUpright(projection)).toBe(true);
  expect(isUpright(projectionOf(turned(89), 1))).toBe(false);
  const corners = cornersOf(projection, { x: 500, y: 400, width: 40, height: 20 });
  expect(corners).toEqual([
    [150, 100],
    [150, 120],
    [140, 120],
    [140, 100],
  ]);
});

test("a rectangle is on the canvas when the turned window shows it", () => {
  const below = { x: 490, y: 660, width: 20, height: 20 };
  expect(isOnCanvas(projectionOf(turned(0), 1), below)).toBe(false);
  expect(isOnCanvas(projectionOf(turned(90), 1), below)).toBe(true);
  expect(isOnCanvas(projectionOf(turned(270, true), 1), below)).toBe(true);
});

test.each([
  [0, false],
  [90, false],
  [41, true],
])("the box in view is the view's own, turned by %i", (rotation, isFlipped) => {
  const view = turned(rotation, isFlipped);
  const box = boxInView(projectionOf(view, 2));
  for (const side of ["x", "y", "width", "height"] as const) {
    expect(box[side]).toBeCloseTo(view.bounds[side], 6);
  }
});
