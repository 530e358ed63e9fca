import { expect, test } from "vitest";
import { lengthOf, onScreen, onSlide } from "./measured-line.ts";

const view = { zoom: 0.5, bounds: { x: 100, y: -40, width: 800, height: 600 } };

test("a line's length is in level-0 pixels at every zoom", () => {
  const from = onSlide(view, 10, 20);
  const to = onSlide(view, 40, 60);
  expect(from).toEqual([120, 0]);
  expect(lengthOf({ from, to })).toBe(100);
});

test("a point of the slide is drawn where it was set", () => {
  expect(onScreen(view, onSlide(view, 33, 7))).toEqual([33, 7]);
});
