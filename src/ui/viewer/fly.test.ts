import { describe, expect, test } from "vitest";
import { flight, placeAround } from "./fly.ts";

const overview = { x: 50_000, y: 40_000, width: 100_000 };
const near = { x: 10_000, y: 10_000, width: 800 };
const far = { x: 90_000, y: 70_000, width: 800 };

describe("a flight", () => {
  test.each([
    ["down from the overview", overview, near],
    ["across the slide", near, far],
    ["back to the overview", near, overview],
    ["straight down", near, { ...near, width: 200 }],
  ])("%s begins and ends where it should", (_, from, to) => {
    const { at } = flight(from, to);
    for (const axis of ["x", "y", "width"] as const) {
      expect(at(0)[axis]).toBeCloseTo(from[axis], 3);
      expect(at(1)[axis] / to[axis]).toBeCloseTo(1, 6);
    }
  });

  test("takes 400 to 700 ms, longer when far", () => {
    const short = flight(near, { ...near, x: near.x + 100 }).milliseconds;
    const long = flight(near, far).milliseconds;
    expect(short).toBe(400);
    expect(long).toBeGreaterThan(short);
    expect(long).toBeLessThanOrEqual(700);
  });

  test("to a far patch first draws back to show the context", () => {
    const halfway = flight(near, far).at(0.5);
    expect(halfway.width).toBeGreaterThan(20 * near.width);
  });

  test("to a neighbouring patch stays low", () => {
    const halfway = flight(near, { ...near, x: near.x + 256 }).at(0.5);
    expect(halfway.width).toBeLessThan(1.2 * near.width);
  });

  test("to where one already is goes nowhere", () => {
    expect(flight(near, near).at(0.5)).toEqual(near);
  });

  test("eases in and out", () => {
    const { at } = flight(overview, { ...overview, width: 50_000 });
    const gone = (share: number) => Math.log(overview.width / at(share).width) / Math.LN2;
    expect(gone(0.1)).toBeLessThan(0.02);
    expect(gone(0.9)).toBeGreaterThan(0.98);
  });
});

describe("the place around a patch", () => {
  const rect = { x: 1000, y: 2000, width: 256, height: 256 };

  test("is centred on it and shows as much tissue again around it", () => {
    expect(placeAround(rect, 1)).toEqual({ x: 1128, y: 2128, width: 512 });
  });

  test("holds the whole patch in a wide and in a tall window", () => {
    expect(placeAround(rect, 2).width / 2).toBeGreaterThanOrEqual(256);
    expect(placeAround(rect, 0.5).width).toBeGreaterThanOrEqual(256);
  });
});
