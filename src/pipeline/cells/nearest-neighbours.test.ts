import { describe, expect, test } from "vitest";
import { seeded } from "#test/seeded.ts";
import { nearestNeighbours } from "./nearest-neighbours.ts";

function byBruteForce(points: Float32Array): number[] {
  return Array.from({ length: points.length / 2 }, (_, one) => {
    let best = Infinity;
    for (let other = 0; other < points.length / 2; other += 1) {
      const dx = (points[2 * one] ?? 0) - (points[2 * other] ?? 0);
      const dy = (points[2 * one + 1] ?? 0) - (points[2 * other + 1] ?? 0);
      if (other !== one) best = Math.min(best, dx * dx + dy * dy);
    }
    return Math.fround(Math.sqrt(best));
  });
}

const spreads: readonly (readonly [string, (random: () => number) => number])[] = [
  ["spread evenly", (random) => random() * 1000],
  ["in two far heaps", (random) => random() * 10 + (random() < 0.5 ? 0 : 1e5)],
  ["on a coarse grid, many on one place", (random) => Math.floor(random() * 12)],
  ["on one place", () => 7],
];

describe("the nearest of points", () => {
  test.each(spreads)("%s is the one that brute force finds", async (_, coordinate) => {
    const random = seeded(11);
    const points = Float32Array.from({ length: 2 * 700 }, () => coordinate(random));
    expect([...(await nearestNeighbours(points))]).toEqual(byBruteForce(points));
  });

  test("of one point is none, of no point nothing", async () => {
    expect([...(await nearestNeighbours(Float32Array.of(3, 4)))]).toEqual([Number.NaN]);
    expect(await nearestNeighbours(new Float32Array())).toHaveLength(0);
  });

  test("stops with the signal", async () => {
    const points = new Float32Array(100);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(nearestNeighbours(points, { signal })).rejects.toThrow("enough");
  });
});
