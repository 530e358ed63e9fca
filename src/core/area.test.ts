import { expect, test } from "vitest";
import { isInArea, type Level0Area } from "./area.ts";

const square = (x: number, y: number, side: number) =>
  [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ] as const;

test("a point is in a ring, in none of its holes", () => {
  const area: Level0Area = { rings: [square(0, 0, 100), square(40, 40, 20)] };
  expect(isInArea(area, [10, 10])).toBe(true);
  expect(isInArea(area, [50, 50])).toBe(false);
  expect(isInArea(area, [110, 50])).toBe(false);
  expect(isInArea(area, [-1, 50])).toBe(false);
});

test("of two boxes side by side a centre on their common edge is in one", () => {
  const [left, right] = [square(0, 0, 10), square(10, 0, 10)];
  const found = [left, right].filter((ring) => isInArea({ rings: [ring] }, [10, 5]));
  expect(found).toHaveLength(1);
});

test("an area without rings holds nothing", () => {
  expect(isInArea({ rings: [] }, [0, 0])).toBe(false);
});
