import { describe, expect, test } from "vitest";
import { seededRandom } from "#pipeline/generate/sample.ts";
import { findRedundancy } from "./redundancy.ts";

/**
 * Unit rows [n, n + 1]: each has the given cosine to one common direction and a direction of its
 * own for the rest, so that s_jk is the product of the two cosines.
 */
function alignedRows(cosines: readonly number[]): { rows: Float32Array; dimension: number } {
  const dimension = cosines.length + 1;
  const rows = new Float32Array(cosines.length * dimension);
  for (const [row, cosine] of cosines.entries()) {
    rows[row * dimension] = cosine;
    rows[row * dimension + row + 1] = Math.sqrt(1 - cosine * cosine);
  }
  return { rows, dimension };
}

/** Equation 1 as it is printed, with the n x n matrix. */
function byDefinition(rows: Float32Array, dimension: number) {
  const count = rows.length / dimension;
  const row = (index: number) => rows.subarray(index * dimension, (index + 1) * dimension);
  const similarity = (j: number, k: number) =>
    row(j).reduce((sum, value, index) => sum + value * (row(k)[index] ?? 0), 0);
  const all = Array.from({ length: count }, (_, j) =>
    Array.from({ length: count }, (_, k) => similarity(j, k)),
  );
  const flat = all.flat();
  const mu = flat.reduce((sum, value) => sum + value, 0) / count ** 2;
  const variance = flat.reduce((sum, value) => sum + (value - mu) ** 2, 0) / count ** 2;
  const means = all.map((line) => line.reduce((sum, value) => sum + value, 0) / count);
  return { means, threshold: mu + Math.sqrt(variance) };
}

const random = seededRandom(3);
const few = [...Array(5).fill(0.95), ...Array(55).fill(0.3)];
const many = [...Array(30).fill(0.9), ...Array(170).fill(0.2)];
const spread = Array.from({ length: 80 }, () => random());

describe("redundancy (paper eq. 1)", () => {
  test.each([
    ["few near the region's mean", few],
    ["many near it", many],
    ["any alignment", spread],
  ])("the closed form is the definition: %s", (_, cosines) => {
    const { rows, dimension } = alignedRows(cosines);
    const expected = byDefinition(rows, dimension);
    const { threshold, meanSimilarity, redundant } = findRedundancy(rows, dimension);
    expect(threshold).toBeCloseTo(expected.threshold, 6);
    for (const [index, mean] of expected.means.entries()) {
      expect(meanSimilarity[index]).toBeCloseTo(mean, 6);
    }
    expect(redundant).toEqual(expected.means.map((mean) => mean > expected.threshold + 1e-6));
  });

  test.each([
    [few, 5],
    [many, 30],
  ])("patches near the region's mean are dropped and no others", (cosines, dropped) => {
    const { rows, dimension } = alignedRows(cosines);
    const { redundant } = findRedundancy(rows, dimension);
    expect(redundant).toEqual(cosines.map((_, index) => index < dropped));
  });

  test.each([
    ["all alike", Array(6).fill(1)],
    ["all unlike", Array(6).fill(0)],
    ["a lone patch", [0.5]],
  ])("%s: none is dropped", (_, cosines: readonly number[]) => {
    const { rows, dimension } = alignedRows(cosines);
    expect(findRedundancy(rows, dimension).redundant).toEqual(cosines.map(() => false));
  });
});
