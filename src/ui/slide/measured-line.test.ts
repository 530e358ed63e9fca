import { expect, test } from "vitest";
import { onSlide, viewAt } from "#stores/view-geometry.ts";
import { lengthOf } from "./measured-line.ts";

const view = viewAt({
  zoom: 0.5,
  centre: [500, 260],
  size: { width: 400, height: 300 },
  rotation: 0,
  isFlipped: false,
});

test("a line's length is in level-0 pixels at every zoom", () => {
  const from = onSlide(view, 10, 20);
  const to = onSlide(view, 40, 60);
  expect(from).toEqual([120, 0]);
  expect(lengthOf({ from, to })).toBe(100);
});
