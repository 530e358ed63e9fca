import { expect, test } from "vitest";
import { resampleBand, tapsOver, touched } from "./resample.ts";
import type { RgbImage } from "./slide-source.ts";

/** A row of grey pixels through one axis' taps; the other axis keeps its single row. */
function resampleRow(values: readonly number[], start: number, step: number, length: number) {
  const columns = tapsOver(start, step, length);
  const rows = tapsOver(0, 1, 1);
  const input: RgbImage = {
    width: values.length,
    height: 1,
    data: Uint8Array.from(values.flatMap((value) => [value, value, value])),
  };
  const output = new Uint8Array(length * 3);
  resampleBand(columns, rows, { input, left: 0, top: 0, from: 0, to: 1 }, output);
  return Array.from({ length }, (_, i) => output[i * 3]);
}

test("an aligned read at the level's own scale is the level, byte for byte", () => {
  expect(resampleRow([3, 1, 4, 1, 5, 9], 1, 1, 4)).toEqual([1, 4, 1, 5]);
  expect(tapsOver(7, 1, 5).reach).toBe(1);
});

test("halving averages pairs and rounds to the nearest", () => {
  expect(resampleRow([0, 10, 20, 30, 255, 254], 0, 2, 3)).toEqual([5, 25, 255]);
});

test("a step between whole numbers weighs each pixel by its share", () => {
  // [0, 1.5) is 1 of 30 and half of 60; [1.5, 3) is half of 60 and 1 of 90.
  expect(resampleRow([30, 60, 90], 0, 1.5, 2)).toEqual([40, 80]);
});

test("a start between pixels mixes neighbours", () => {
  expect(resampleRow([0, 100, 200], 0.25, 1, 2)).toEqual([25, 125]);
});

test("enlarging is linear between pixel centres", () => {
  expect(resampleRow([0, 0, 100, 200, 200], 1, 0.5, 6)).toEqual([0, 25, 75, 125, 175, 200]);
});

test.each([
  [0, 1, 50],
  [-3.7, 1.002, 300],
  [12.1, 1.99, 77],
  [5, 0.37, 40],
  [1e6 + 0.3, 3.9999, 64],
])("weights of a grid from %d by %d sum to one and are never negative", (start, step, length) => {
  const taps = tapsOver(start, step, length);
  for (let i = 0; i < length; i++) {
    const weights = [...taps.weights.subarray(i * taps.reach, (i + 1) * taps.reach)];
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
  }
});

test("taps touch the pixels under the grid and one more at most", () => {
  expect(touched(tapsOver(4, 2, 10))).toEqual({ start: 4, end: 24 });
  expect(touched(tapsOver(4, 2, 10), 2, 4)).toEqual({ start: 8, end: 12 });
  expect(touched(tapsOver(-0.5, 1, 3))).toEqual({ start: -1, end: 3 });
});

test("bands join to the same bytes as the whole", () => {
  const side = 40;
  const data = Uint8Array.from({ length: side * side * 3 }, (_, at) => (at * 89) % 251);
  const columns = tapsOver(0.3, 1.7, 20);
  const rows = tapsOver(0.6, 1.6, 20);
  const input = { width: side, height: side, data };
  const whole = new Uint8Array(20 * 20 * 3);
  const banded = new Uint8Array(20 * 20 * 3);
  resampleBand(columns, rows, { input, left: 0, top: 0, from: 0, to: 20 }, whole);
  for (const [from, to] of [
    [0, 7],
    [7, 8],
    [8, 20],
  ] as const) {
    resampleBand(columns, rows, { input, left: 0, top: 0, from, to }, banded);
  }
  expect(banded).toEqual(whole);
});
