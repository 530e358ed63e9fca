import { describe, expect, test } from "vitest";
import { stainDensities } from "./stains.ts";

const HAEMATOXYLIN = [0.65, 0.704, 0.286] as const;
const EOSIN = [0.072, 0.99, 0.105] as const;

/** Natural optical density of so much of each stain laid over the other (Beer and Lambert). */
function mixed(haematoxylin: number, eosin: number): [number, number, number] {
  const at = (channel: 0 | 1 | 2): number =>
    Math.LN10 *
    ((haematoxylin * HAEMATOXYLIN[channel]) / Math.hypot(...HAEMATOXYLIN) +
      (eosin * EOSIN[channel]) / Math.hypot(...EOSIN));
  return [at(0), at(1), at(2)];
}

describe("stains that were mixed", () => {
  test.each([
    [0, 0],
    [0.8, 0],
    [0, 0.4],
    [0.6, 0.25],
    [1.5, 0.9],
  ])("%f of haematoxylin and %f of eosin are told apart again", (haematoxylin, eosin) => {
    const [h, e] = stainDensities(mixed(haematoxylin, eosin));
    expect(h).toBeCloseTo(haematoxylin, 10);
    expect(e).toBeCloseTo(eosin, 10);
  });

  test("the mean of two pixels is the mean of what each holds", () => {
    const [one, two] = [mixed(0.9, 0.1), mixed(0.3, 0.5)];
    const mean = [0, 1, 2].map((at) => ((one[at] ?? 0) + (two[at] ?? 0)) / 2);
    const [h, e] = stainDensities([mean[0] ?? 0, mean[1] ?? 0, mean[2] ?? 0]);
    expect(h).toBeCloseTo(0.6, 10);
    expect(e).toBeCloseTo(0.3, 10);
  });
});

test("a colour at right angles to both is neither", () => {
  const [h, e] = stainDensities([
    0.704 * 0.105 - 0.286 * 0.99,
    0.286 * 0.072 - 0.65 * 0.105,
    0.65 * 0.99 - 0.704 * 0.072,
  ]);
  expect(h).toBeCloseTo(0, 10);
  expect(e).toBeCloseTo(0, 10);
});
