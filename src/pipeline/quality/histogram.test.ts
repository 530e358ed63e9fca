import { expect, test } from "vitest";
import { createHistogram } from "./histogram.ts";

test("quantiles are those of the values, to half a bin", () => {
  const histogram = createHistogram(0, 10, 100);
  for (let value = 0; value < 1000; value += 1) histogram.add(value / 100);
  expect(histogram.quantile(0.5)).toBeCloseTo(5, 0);
  expect(histogram.quantile(0.9)).toBeCloseTo(9, 0);
  expect(histogram.count).toBe(1000);
});

test("values beyond the ends count at the ends, and nothing is the start", () => {
  const histogram = createHistogram(-1, 1, 4);
  expect(histogram.quantile(0.5)).toBe(-1);
  histogram.add(-9);
  histogram.add(9);
  expect(histogram.quantile(0.5)).toBe(-0.75);
  expect(histogram.quantile(1)).toBe(0.75);
});
