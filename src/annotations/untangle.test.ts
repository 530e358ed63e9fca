import { describe, expect, test } from "vitest";
import type { Level0Point } from "#core/geometry.ts";
import { doubleArea, isSimple } from "#pipeline/export/polygon.ts";
import { seeded } from "#test/seeded.ts";
import { findCrossing } from "./crossing.ts";
import { soundRing } from "./untangle.ts";

const square: readonly Level0Point[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];

describe("a sound ring", () => {
  test("is left as it is, the repeated first point taken out", () => {
    expect(soundRing([...square, [0, 0]])).toEqual({ ring: square, mended: null });
  });

  test("turns one way, whichever way it was drawn", () => {
    const area = doubleArea(soundRing(square.toReversed())?.ring ?? []);
    expect(area).toBe(doubleArea(square));
  });

  test("has lost the smaller loop it crossed itself with", () => {
    const tail: readonly Level0Point[] = [
      [0, 0],
      [10, 0],
      [10, 10],
      [-2, 10],
      [-2, 12],
      [0, 12],
    ];
    expect(soundRing(tail)).toEqual({ ring: expect.arrayContaining([...square]), mended: "loops" });
    expect(soundRing(tail)?.ring).toHaveLength(4);
  });

  test("has lost a spike", () => {
    const spiked: readonly Level0Point[] = [
      [0, 0],
      [10, 0],
      [20, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ];
    expect(soundRing(spiked)).toEqual({ ring: square, mended: "loops" });
  });

  test("is none without an area", () => {
    expect(soundRing([])).toBeNull();
    expect(
      soundRing([
        [1, 1],
        [5, 5],
        [9, 9],
      ]),
    ).toBeNull();
    expect(
      soundRing([
        [1, 1],
        [1.001, 1],
        [1, 1.002],
      ]),
    ).toBeNull();
  });

  test("comes of any scribble", () => {
    const random = seeded(6);
    for (let round = 0; round < 60; round += 1) {
      const points = Array.from(
        { length: 4 + round },
        (): Level0Point => [Math.round(random() * 2000) / 100, Math.round(random() * 2000) / 100],
      );
      const { ring } = soundRing(points) ?? { ring: square };
      expect(isSimple(ring.map(([x, y]) => [Math.round(x * 100), Math.round(y * 100)]))).toBe(true);
    }
  });
});

describe("crossings", () => {
  test("are found by the grid where pairs find them", () => {
    const random = seeded(3);
    for (let round = 0; round < 100; round += 1) {
      const count = 33 + (round % 60);
      const wobble = round % 2 === 0 ? 400 : 90;
      const ring = Array.from({ length: count }, (_, at) => {
        const turn = (2 * Math.PI * at) / count;
        const radius = 1000 - wobble * random();
        return [Math.round(radius * Math.cos(turn)), Math.round(radius * Math.sin(turn))] as const;
      });
      const swapped = round % 3 === 0 ? ring.with(5, ring[20] ?? [0, 0]) : ring;
      expect(findCrossing(swapped) === null).toBe(isSimple(swapped));
    }
  });

  test("of many points are found without comparing all pairs", () => {
    const count = 60_000;
    const ring = Array.from({ length: count }, (_, at) => {
      const turn = (2 * Math.PI * at) / count;
      const radius = 1_000_000 + 20_000 * Math.sin(200 * turn);
      return [Math.round(radius * Math.cos(turn)), Math.round(radius * Math.sin(turn))] as const;
    });
    expect(findCrossing(ring)).toBeNull();
    const crossed = ring.with(1000, ring[1003] ?? [0, 0]).with(1001, ring[1005] ?? [0, 0]);
    expect(findCrossing(crossed)).not.toBeNull();
  }, 30_000);
});
