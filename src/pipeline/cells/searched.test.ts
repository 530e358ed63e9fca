import { describe, expect, test } from "vitest";
import type { Level0Area } from "#core/area.ts";
import type { Level0Rect } from "#core/geometry.ts";
import { areaOfRect, pixelsOf, pixelsWithin, rectWithout } from "./searched.ts";

const rect = (x: number, y: number, width: number, height: number): Level0Rect => ({
  x,
  y,
  width,
  height,
});

describe("a rectangle without others", () => {
  test("is itself where none of them reaches it", () => {
    expect(rectWithout(rect(0, 0, 10, 10), [rect(10, 0, 5, 5)])).toEqual([rect(0, 0, 10, 10)]);
  });

  test("is the frame around one in its middle, no part of it twice", () => {
    const parts = rectWithout(rect(0, 0, 10, 10), [rect(3, 4, 2, 3)]);
    expect(pixelsOf(parts)).toBe(94);
    const shared = parts.flatMap((one, at) =>
      parts.slice(at + 1).map((other) => pixelsWithin(areaOfRect(one), [other])),
    );
    expect(Math.max(...shared)).toBe(0);
  });

  test("loses what two of them share but once, and is nothing under one as large", () => {
    expect(pixelsOf(rectWithout(rect(0, 0, 10, 10), [rect(0, 0, 6, 6), rect(4, 4, 9, 9)]))).toBe(
      100 - 36 - 36 + 4,
    );
    expect(rectWithout(rect(0, 0, 10, 10), [rect(-1, -1, 20, 20)])).toEqual([]);
  });
});

describe("the part of an area that was searched", () => {
  const triangle: Level0Area = {
    rings: [
      [
        [0, 0],
        [10, 0],
        [0, 10],
      ],
    ],
  };

  test("is measured along its own sides", () => {
    expect(pixelsWithin(triangle, [rect(0, 0, 100, 100)])).toBe(50);
    expect(pixelsWithin(triangle, [rect(0, 0, 5, 5), rect(5, 0, 5, 5)])).toBe(25 + 12.5);
    expect(pixelsWithin(triangle, [rect(6, 6, 5, 5)])).toBe(0);
  });

  test("leaves holes out, and counts an island in a hole", () => {
    const rings = [rect(0, 0, 10, 10), rect(2, 2, 6, 6), rect(4, 4, 2, 2)].flatMap(
      (one) => areaOfRect(one).rings,
    );
    expect(pixelsWithin({ rings }, [rect(0, 0, 10, 10)])).toBe(100 - 36 + 4);
    expect(pixelsWithin({ rings }, [rect(0, 0, 5, 10)])).toBe(50 - 18 + 2);
  });
});
