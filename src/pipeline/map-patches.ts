import { abortable } from "#core/abortable.ts";
import type { LongOptions } from "#core/progress.ts";
import type { Pipeline } from "./answer-question.ts";
import { questionEntities } from "./entities.ts";
import { relevanceOf, relevanceVector } from "./filter/relevance.ts";
import type { SlideMemory } from "./slide-memory.ts";

/** The analysed patches of a slide on one even grid, as columns: n patches. */
export interface PatchMap {
  /** Level-0 pixels of a patch's side, and patches of a region's. */
  readonly side: number;
  readonly regionPatches: number;
  /** Column and row of each on the slide's grid of patches: [n, 2]. */
  readonly places: Uint32Array;
  /** 1 where a patch repeats its region [n]. */
  readonly redundant: Uint8Array;
  /** Mean cosine to the question's entities and the keyword bank [n]; null without a question. */
  readonly relevance: Float32Array | null;
}

/** What semantic patch filtering makes of every patch, not only of those it keeps. */
export async function mapPatches(
  { models, manifest, bank }: Pipeline,
  slide: SlideMemory,
  question: string | null,
  options: LongOptions = {},
): Promise<PatchMap> {
  const { regions } = await slide.analysis(options);
  const { regionPatches, dimensions } = manifest;
  const vector = question === null ? null : await vectorOf(question);
  const places = regions.flatMap(({ region: { column, row, patches } }) =>
    patches.flatMap((patch) => [
      column * regionPatches + patch.column,
      row * regionPatches + patch.row,
    ]),
  );
  const redundant = regions.flatMap(({ redundancy }) => redundancy.redundant.map(Number));
  const relevances = vector && regions.map(({ embeddings }) => relevanceOf(embeddings, vector));
  return {
    side: regions[0]?.region.patches[0]?.rect.width ?? 0,
    regionPatches,
    places: Uint32Array.from(places),
    redundant: Uint8Array.from(redundant),
    relevance: relevances && Float32Array.from(relevances.flatMap((values) => [...values])),
  };

  async function vectorOf(asked: string): Promise<Float32Array> {
    const keywords = await bank(options);
    const entities = questionEntities(asked);
    const texts = await abortable(models.patch.encodeTexts(entities), options.signal);
    return relevanceVector(texts, keywords, dimensions.patch);
  }
}
