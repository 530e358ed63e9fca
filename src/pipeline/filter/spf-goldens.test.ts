import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filterPatches } from "./filter-patches.ts";
import { findRedundancy } from "./redundancy.ts";
import { relevanceOf, relevanceVector } from "./relevance.ts";

interface Golden {
  readonly name: string;
  readonly k: number;
  readonly patches: readonly (readonly number[])[];
  readonly entities: readonly (readonly number[])[];
  readonly bank: readonly (readonly number[])[];
  readonly redundant: readonly boolean[];
  readonly relevance: readonly number[];
  readonly kept: readonly number[];
}

const { cases }: { readonly cases: readonly Golden[] } = JSON.parse(
  readFileSync("fixtures/goldens/spf.json", "utf8"),
);
const matrix = (rows: readonly (readonly number[])[]) => new Float32Array(rows.flat());

describe("semantic patch filtering as Python does it", () => {
  test.each(cases)("$name", (golden) => {
    const dimension = golden.patches[0]?.length ?? 0;
    const embeddings = matrix(golden.patches);
    const redundancy = findRedundancy(embeddings, dimension);
    expect(redundancy.redundant).toEqual(golden.redundant);
    const vector = relevanceVector(matrix(golden.entities), matrix(golden.bank), dimension);
    for (const [patch, relevance] of relevanceOf(embeddings, vector).entries()) {
      expect(relevance).toBeCloseTo(golden.relevance[patch] ?? Number.NaN, 5);
    }
    const limits = { keepPerRegion: golden.k, keepPerSlide: 64 };
    const { kept } = filterPatches([{ embeddings, redundancy }], vector, limits);
    expect(kept.map(({ patch }) => patch)).toEqual(golden.kept);
  });

  test("the goldens hold regions that drop none and some", () => {
    const dropped = cases.map(({ redundant }) => redundant.filter(Boolean).length);
    expect(dropped).toContain(0);
    expect(Math.max(...dropped)).toBeGreaterThan(0);
  });
});
