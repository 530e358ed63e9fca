import { describe, expect, test } from "vitest";
import { flood, keepNuclei } from "./flood.ts";
import { levelsOf } from "./levels.ts";
import { RULES } from "./rules.ts";

const SIDE = 256;

/** Distance levels from one row of numbers, zero elsewhere; the mask is where it is not zero. */
function row(values: readonly number[]): { distance: Uint8Array; mask: Uint8Array } {
  const distance = new Uint8Array(SIDE * SIDE);
  distance.set(values, 10 * SIDE + 10);
  return { distance, mask: distance.map((level) => (level > 0 ? 1 : 0)) };
}

/** The names of the row's pixels after a flood. */
function namesOf(values: readonly number[], rules: { rise: number; seedArea: number }) {
  const { distance, mask } = row(values);
  const { names } = flood(distance, mask, { ...RULES, ...rules });
  return Array.from(names.subarray(10 * SIDE + 10, 10 * SIDE + 10 + values.length));
}

describe("flood", () => {
  test("names nuclei from the highest peak down; a saddle goes to who reaches it first", () => {
    const names = namesOf([40, 80, 20, 60, 90, 50], { rise: 1, seedArea: 1 });
    expect(names).toEqual([2, 2, 2, 1, 1, 1]);
  });

  test("joins a nucleus that rises less than `rise` above the saddle", () => {
    expect(namesOf([90, 60, 67, 60], { rise: 8, seedArea: 1 })).toEqual([1, 1, 1, 1]);
    expect(namesOf([90, 60, 68, 50], { rise: 8, seedArea: 1 })).toEqual([1, 1, 2, 2]);
  });

  test("joins a nucleus that is a speck where they meet", () => {
    expect(namesOf([90, 80, 20, 80, 10], { rise: 8, seedArea: 2 })).toEqual([1, 1, 1, 1, 1]);
    expect(namesOf([90, 80, 20, 80, 70], { rise: 8, seedArea: 2 })).toEqual([1, 1, 1, 2, 2]);
  });

  test("shares a plateau between the nuclei that reach it, first come first served", () => {
    const names = namesOf([90, 50, 50, 50, 50, 90], { rise: 8, seedArea: 1 });
    expect(names).toEqual([1, 1, 1, 2, 2, 2]);
  });

  test("does not run over the edge of the patch into the next row", () => {
    const distance = new Uint8Array(SIDE * SIDE);
    distance[SIDE - 1] = 100;
    distance[SIDE] = 100;
    const { names } = flood(distance, distance.map(Math.sign), { ...RULES, seedArea: 1 });
    expect([names[SIDE - 1], names[SIDE]]).toEqual([1, 2]);
  });
});

test("nuclei are numbered by their first pixel, not by their peak", () => {
  const names = Int32Array.from([0, 2, 2, 0, 1, 1, 3]);
  const peaks = Int32Array.from([0, 200, 100, 100]);
  const rules = { ...RULES, peak: 50, area: 2 };
  expect(Array.from(keepNuclei(names, peaks, rules).labels)).toEqual([0, 1, 1, 0, 2, 2, 0]);
});

describe("levelsOf", () => {
  test("a flat map of 1 is at level 255", () => {
    expect(new Set(levelsOf(new Float32Array(SIDE * SIDE).fill(1)))).toEqual(new Set([255]));
  });

  test("a value times 256 is rounded down and leaves its neighbours alone", () => {
    const map = new Float32Array(SIDE * SIDE);
    map.set([0.1, 1, 0.5], 5 * SIDE + 4);
    const row = Array.from(levelsOf(map).subarray(5 * SIDE + 3, 5 * SIDE + 8));
    expect(row).toEqual([0, 25, 255, 128, 0]);
  });
});
