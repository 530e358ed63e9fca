import { describe, expect, test } from "vitest";
import { closedRing } from "./ring.ts";

describe("an outline as a ring", () => {
  test("ends where it begins and turns as GeoJSON asks", () => {
    const clockwiseSeen = [0, 0, 4, 0, 4, 3, 0, 3];
    const ring = [
      [0, 0],
      [4, 0],
      [4, 3],
      [0, 3],
      [0, 0],
    ];
    expect(closedRing(clockwiseSeen)).toEqual(ring);
    expect(closedRing([0, 3, 4, 3, 4, 0, 0, 0])).toEqual([
      [0, 0],
      [4, 0],
      [4, 3],
      [0, 3],
      [0, 0],
    ]);
  });

  test("has hundredths of a pixel and no point twice in a row", () => {
    expect(closedRing([0.001, 0, 0.004, 0, 10.126, 0, 10, 10, 0, 0])).toEqual([
      [0, 0],
      [10.13, 0],
      [10, 10],
      [0, 0],
    ]);
  });

  test("that crosses itself is its convex hull", () => {
    const bow = [0, 0, 4, 4, 4, 0, 0, 4];
    expect(closedRing(bow)).toEqual([
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ]);
  });

  test("that touches itself in a point, or turns back on itself, is its convex hull", () => {
    const waist = [0, 0, 2, 2, 4, 0, 4, 4, 2, 2, 0, 4];
    const spike = [0, 0, 4, 0, 9, 0, 4, 0, 4, 4, 0, 4];
    expect(closedRing(waist)).toHaveLength(5);
    expect(closedRing(spike)).toEqual([
      [0, 0],
      [9, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ]);
  });

  test("without an area is none", () => {
    expect(closedRing([])).toBeNull();
    expect(closedRing([1, 1, 2, 2])).toBeNull();
    expect(closedRing([0, 0, 4, 4, 8, 8, 2, 2])).toBeNull();
  });

  test("may be hollow: a horseshoe stays what it is", () => {
    const horseshoe = [0, 0, 9, 0, 9, 9, 6, 9, 6, 3, 3, 3, 3, 9, 0, 9];
    expect(closedRing(horseshoe)).toHaveLength(9);
  });
});
