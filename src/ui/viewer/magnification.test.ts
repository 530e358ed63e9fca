import { expect, test } from "vitest";
import { magnification, magnificationLabel } from "./magnification.ts";

test("one screen pixel for one pixel of a 0.25 um/px scan is 40x", () => {
  expect(magnification(1, 0.25)).toBe(40);
  expect(magnification(0.5, 0.25)).toBe(20);
  expect(magnification(0.05, 0.5)).toBe(1);
});

test("magnifications are said as an objective is named", () => {
  expect(magnificationLabel(39.7)).toBe("40×");
  expect(magnificationLabel(2.53)).toBe("2.5×");
});
