import { describe, expect, test } from "vitest";
import { fakeCell } from "#test/fake-answer.ts";
import {
  cellsOfBin,
  cellsWithin,
  countsByClass,
  histogramOf,
  quartilesOf,
} from "./cell-summary.ts";
import { tableOf } from "./cell-table.ts";
import { areaOfRect } from "./searched.ts";

/** Ten cells in a row, centres 8, 58, 108, ...; every third of class 2. */
const table = tableOf(
  Array.from({ length: 10 }, (_, at) => fakeCell(50 * at, 0, at % 3 === 2 ? 2 : 0)),
);
const all = cellsWithin(table, null);

describe("cells of an area", () => {
  test("are those whose centres lie in it, and all where none is given", () => {
    expect([...all]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...cellsWithin(table, areaOfRect({ x: 50, y: 0, width: 70, height: 9 }))]).toEqual([
      1, 2,
    ]);
    expect([...cellsWithin(table, { rings: [] })]).toEqual([]);
  });

  test("are counted by class, a class without cells too", () => {
    expect(countsByClass(table, all, 4)).toEqual([7, 0, 3, 0]);
    expect(countsByClass(table, Uint32Array.of(2, 5), 4)).toEqual([0, 0, 2, 0]);
  });
});

describe("the quartiles", () => {
  test("of an odd and of an even count lie on values or between them", () => {
    const column = Float32Array.of(5, 1, 4, 2, 3, Number.NaN, 9, 9, 9, 9);
    expect(quartilesOf(column, Uint32Array.of(0, 1, 2, 3, 4))).toEqual({
      lower: 2,
      median: 3,
      upper: 4,
    });
    expect(quartilesOf(column, Uint32Array.of(1, 2, 3, 4))).toEqual({
      lower: 1.75,
      median: 2.5,
      upper: 3.25,
    });
  });

  test("leave out what was not measured; of nothing there are none", () => {
    const column = Float32Array.of(5, Number.NaN);
    expect(quartilesOf(column, Uint32Array.of(0, 1))).toEqual({ lower: 5, median: 5, upper: 5 });
    expect(quartilesOf(column, Uint32Array.of(1))).toBeNull();
  });
});

describe("the histogram", () => {
  const column = Float32Array.from({ length: 10 }, (_, at) => 20 + 3.2 * at); // 20 to 48.8

  test("has bars of a round width that hold every cell once, class by class", () => {
    const bins = histogramOf(table, column, all, 4);
    expect(bins[0]).toMatchObject({ from: 20, to: 22 });
    expect(bins.at(-1)?.to).toBe(50);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(10);
    expect(bins.map(({ counts }) => counts[2]).reduce((sum, n) => (sum ?? 0) + (n ?? 0), 0)).toBe(
      3,
    );
  });

  test("a bar holds the cells it counts", () => {
    const bins = histogramOf(table, column, all, 4);
    const chosen = bins.map((_, bin) => [...cellsOfBin(bins, bin, column, all)]);
    expect(chosen.map(({ length }) => length)).toEqual(bins.map(({ count }) => count));
    expect(chosen.flat().toSorted((a, b) => a - b)).toEqual([...all]);
    expect(chosen[0]).toEqual([0]);
  });

  test("a few far values do not flatten it: they stand in the last bar", () => {
    const many = tableOf(Array.from({ length: 1000 }, (_, at) => fakeCell(at, 0, 0)));
    const sizes = Float32Array.from({ length: 1000 }, (_, at) => (at < 2 ? 1e6 : at % 100));
    const bins = histogramOf(many, sizes, cellsWithin(many, null), 1);
    expect(bins.at(-1)?.to).toBeLessThanOrEqual(110);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
  });

  test("of one value is one bar, of none no bar", () => {
    expect(histogramOf(table, new Float32Array(10).fill(7), all, 4)).toHaveLength(1);
    expect(histogramOf(table, new Float32Array(10).fill(Number.NaN), all, 4)).toEqual([]);
  });
});
