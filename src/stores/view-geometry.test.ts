import { expect, test } from "vitest";
import { onScreen, onSlide, viewAt } from "./view-geometry.ts";

const straight = viewAt({
  zoom: 0.5,
  centre: [500, 260],
  size: { width: 400, height: 300 },
  rotation: 0,
  isFlipped: false,
});

test("an upright window shows its size divided by the zoom", () => {
  expect(straight.bounds).toEqual({ x: 100, y: -40, width: 800, height: 600 });
  expect(onSlide(straight, 0, 0)).toEqual([100, -40]);
});

test("a quarter turn clockwise puts what was on the left at the top", () => {
  const turned = viewAt({ ...straight, rotation: 90 });
  expect(onScreen(turned, [400, 260])).toEqual([200, 100]);
  expect(turned.bounds).toEqual({ x: 200, y: -140, width: 600, height: 800 });
});

test("a flip exchanges left and right about the middle", () => {
  const flipped = viewAt({ ...straight, isFlipped: true });
  expect(onScreen(flipped, [400, 200])).toEqual([250, 120]);
  expect(flipped.bounds).toEqual(straight.bounds);
});

test("the box of a window on its corner reaches to all four corners", () => {
  const turned = viewAt({ ...straight, rotation: 30 });
  const corners = [
    [0, 0],
    [400, 0],
    [0, 300],
    [400, 300],
  ].map(([x = 0, y = 0]) => onSlide(turned, x, y));
  const { bounds } = turned;
  expect(Math.min(...corners.map(([x]) => x))).toBeCloseTo(bounds.x);
  expect(Math.max(...corners.map(([, y]) => y))).toBeCloseTo(bounds.y + bounds.height);
});

test.each([
  [0, false],
  [-90, true],
  [137, false],
  [412.5, true],
])("turned by %s and flipped %s, a point comes back from the screen", (rotation, isFlipped) => {
  const view = viewAt({ ...straight, rotation, isFlipped });
  const [x, y] = onScreen(view, onSlide(view, 33, 7));
  expect(x).toBeCloseTo(33);
  expect(y).toBeCloseTo(7);
});
