import { describe, expect, test } from "vitest";
import { filterPatches } from "./filter-patches.ts";
import { nearestRow, relevanceOf, relevanceVector } from "./relevance.ts";

/** A region of patches whose relevance to [1, 0] is the given number. */
function region(relevances: readonly number[], redundant: readonly number[] = []) {
  return {
    embeddings: new Float32Array(relevances.flatMap((value) => [value, 0])),
    redundancy: {
      meanSimilarity: new Float64Array(relevances.length),
      threshold: 0,
      redundant: relevances.map((_, index) => redundant.includes(index)),
    },
  };
}

const vector = new Float32Array([1, 0]);
const states = (filtered: ReturnType<typeof filterPatches>) =>
  filtered.regions.map((patches) => patches.map(({ state }) => state));

describe("patch filtering", () => {
  test("keeps the k most relevant of each region", () => {
    const filtered = filterPatches([region([0.25, 0.75, 0.5]), region([1, 2, 3])], vector, {
      keepPerRegion: 2,
      keepPerSlide: 64,
    });
    expect(states(filtered)).toEqual([
      ["irrelevant", "kept", "kept"],
      ["irrelevant", "kept", "kept"],
    ]);
  });

  test("of those the most relevant of the slide, in their order", () => {
    const { kept } = filterPatches([region([0.25, 0.75, 0.5]), region([1, 2, 3])], vector, {
      keepPerRegion: 2,
      keepPerSlide: 3,
    });
    expect(kept).toEqual([
      { region: 1, patch: 2, relevance: 3 },
      { region: 1, patch: 1, relevance: 2 },
      { region: 0, patch: 1, relevance: 0.75 },
    ]);
  });

  test("a redundant patch is not kept however relevant", () => {
    const filtered = filterPatches([region([1, 3, 2], [1])], vector, {
      keepPerRegion: 1,
      keepPerSlide: 64,
    });
    expect(states(filtered)).toEqual([["irrelevant", "redundant", "kept"]]);
  });

  test("every patch has its relevance, kept or not", () => {
    const limits = { keepPerRegion: 1, keepPerSlide: 1 };
    const filtered = filterPatches([region([0.5, 0.25])], vector, limits);
    expect(filtered.regions[0]?.map(({ relevance }) => relevance)).toEqual([0.5, 0.25]);
  });

  test("equally relevant patches keep their order", () => {
    const limits = { keepPerRegion: 3, keepPerSlide: 2 };
    const { kept } = filterPatches([region([1, 1, 1])], vector, limits);
    expect(kept.map(({ patch }) => patch)).toEqual([0, 1]);
  });
});

describe("relevance (paper eq. 2)", () => {
  const bank = new Float32Array([1, 0, 0, 1]);

  test("question and bank weigh half each", () => {
    const question = new Float32Array([1, 0, 1, 0, 1, 0]);
    expect([...relevanceVector(question, bank, 2)]).toEqual([0.75, 0.25]);
  });

  test("without entities the bank decides", () => {
    expect([...relevanceVector(new Float32Array(), bank, 2)]).toEqual([0.5, 0.5]);
  });

  test("relevance is the mean cosine to the entities", () => {
    const patches = new Float32Array([0.6, 0.8]);
    const relevance = relevanceOf(patches, relevanceVector(new Float32Array(), bank, 2));
    expect(relevance[0]).toBeCloseTo((0.6 + 0.8) / 2, 6);
  });

  test("the nearest keyword is the one with the highest cosine", () => {
    expect(nearestRow(bank, new Float32Array([1, 0, 0.6, 0.8]), 2, 2)).toBe(1);
  });
});
