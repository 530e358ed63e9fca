import { expect, test } from "vitest";
import { positionOf } from "./position.ts";

const slide = { width: 2000, height: 1000, micronsPerPixel: 0.5 };

test("microns and pixels lead to level-0 pixels", () => {
  expect(positionOf("100", " 50,5 ", "microns", slide)).toEqual({ point: [200, 101] });
  expect(positionOf("100", "50.5", "pixels", slide)).toEqual({ point: [100, 50.5] });
});

test("what is no number or no place says why", () => {
  expect(positionOf("", "5", "pixels", slide).reason).toBe("Two numbers are needed.");
  expect(positionOf("1", "x", "pixels", slide).reason).toBe("Two numbers are needed.");
  expect(positionOf("1200", "10", "microns", slide).reason).toBe(
    "Outside of the slide: x goes from 0 to 1,000, y from 0 to 500.",
  );
  expect(positionOf("1", "1", "microns", { ...slide, micronsPerPixel: null }).reason).toMatch(
    /no scale yet/,
  );
});
