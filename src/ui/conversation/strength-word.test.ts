import { expect, test } from "vitest";
import { strengthWord } from "./strength-word.ts";

test("evidence is strong from three in four, and weak where the patch is likelier not to show it", () => {
  expect([1, 0.75, 0.74, 0.5, 0.49, 0].map(strengthWord)).toEqual([
    "strong evidence",
    "strong evidence",
    "moderate evidence",
    "moderate evidence",
    "weak evidence",
    "weak evidence",
  ]);
});
