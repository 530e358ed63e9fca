import type { Redundancy } from "./redundancy.ts";
import { relevanceOf } from "./relevance.ts";
import { descending } from "./vectors.ts";

/** Why a patch reaches the language model or does not. */
export type PatchState = "kept" | "redundant" | "irrelevant";

export interface FilteredPatch {
  readonly state: PatchState;
  /** Mean cosine to the question's entities and the keyword bank. */
  readonly relevance: number;
}

/** What filtering needs of a region: unit rows [n, dimension] and their redundancy. */
export interface FilterRegion {
  readonly embeddings: Float32Array;
  readonly redundancy: Redundancy;
}

export interface FilterLimits {
  readonly keepPerRegion: number;
  readonly keepPerSlide: number;
}

/** A kept patch by its region's and its own index. */
export interface KeptPatch {
  readonly region: number;
  readonly patch: number;
  readonly relevance: number;
}

export interface Filtered {
  /** Per region, per patch, in their order. */
  readonly regions: readonly (readonly FilteredPatch[])[];
  /** From the most relevant to the least, over the whole slide. */
  readonly kept: readonly KeptPatch[];
}

/**
 * Semantic patch filtering, second half (paper eq. 2): of the patches that eq. 1 left, the
 * `keepPerRegion` most relevant of each region, and of those the `keepPerSlide` most relevant.
 */
export function filterPatches(
  regions: readonly FilterRegion[],
  vector: Float32Array,
  limits: FilterLimits,
): Filtered {
  const relevances = regions.map((region) => relevanceOf(region.embeddings, vector));
  const candidates = regions.flatMap((region, index) =>
    topOfRegion(region, relevances[index] ?? new Float32Array(), limits.keepPerRegion).map(
      (patch): KeptPatch => ({
        region: index,
        patch,
        relevance: relevances[index]?.[patch] ?? 0,
      }),
    ),
  );
  const kept = descending(candidates.map((candidate) => candidate.relevance))
    .slice(0, limits.keepPerSlide)
    .flatMap((index) => candidates[index] ?? []);
  return { regions: statesOf(regions, relevances, kept), kept };
}

function topOfRegion(region: FilterRegion, relevance: Float32Array, keep: number): number[] {
  return descending(relevance)
    .filter((patch) => !region.redundancy.redundant[patch])
    .slice(0, keep);
}

function statesOf(
  regions: readonly FilterRegion[],
  relevances: readonly Float32Array[],
  kept: readonly KeptPatch[],
): FilteredPatch[][] {
  const chosen = regions.map(() => new Set<number>());
  for (const { region, patch } of kept) chosen[region]?.add(patch);
  return regions.map((region, index) =>
    region.redundancy.redundant.map((redundant, patch) => ({
      state: redundant ? "redundant" : chosen[index]?.has(patch) ? "kept" : "irrelevant",
      relevance: relevances[index]?.[patch] ?? 0,
    })),
  );
}
