import { expect, test } from "vitest";
import { magnification, magnificationLabel, magnifications, zoomAt } from "./magnification.ts";

test("one screen pixel for one pixel of a 0.25 um/px scan is 40x", () => {
  expect(magnification(1, 0.25)).toBe(40);
  expect(magnification(0.5, 0.25)).toBe(20);
  expect(magnification(0.05, 0.5)).toBe(1);
});

test("magnifications are said as an objective is named", () => {
  expect(magnificationLabel(39.7)).toBe("40×");
  expect(magnificationLabel(2.53)).toBe("2.5×");
});

test("a magnification asked for is the one shown", () => {
  for (const times of magnifications) {
    expect(magnification(zoomAt(times, 0.46), 0.46)).toBeCloseTo(times);
  }
});

test("without a scale the full size stands for 40x", () => {
  expect(zoomAt(40, null)).toBe(1);
  expect(zoomAt(10, null)).toBe(0.25);
});
