import type { SlideAnalysis } from "./analyse-slide.ts";
import type { QuestionFilter } from "./choose-patches.ts";
import type { Patch, Region } from "./decompose.ts";
import { filterPatches, type PatchState } from "./filter/filter-patches.ts";
import { relevanceVector } from "./filter/relevance.ts";
import { dot } from "./filter/vectors.ts";
import type { LeftOutReason } from "./quality/left-out.ts";

/** What became of a patch on its way to the language model. */
export type PatchDecision = PatchState | LeftOutReason | "glass";

/** A patch of the slide with all that was decided of it. */
export interface DecidedPatch {
  readonly region: readonly [column: number, row: number];
  readonly place: Patch;
  readonly decision: PatchDecision;
  /** The id that the answer cites, of a kept patch. */
  readonly id: number | null;
  /** What the models say of a patch; null where it is glass or left out. */
  readonly seen: PatchSight | null;
}

export interface PatchSight {
  /** Mean cosine to the question's entities and the keyword bank (paper eq. 2). */
  readonly relevance: number;
  /** Cosine to each word of the keyword bank, in its order: the zero-shot tissue scores. */
  readonly scores: readonly number[];
}

/**
 * Every patch of the slide, region by region of `all`, with what semantic patch filtering decided
 * for one question: the very decisions of `choosePatches`, and those it leaves unsaid.
 */
export function* decidePatches(
  all: readonly Region[],
  analysis: SlideAnalysis,
  filter: QuestionFilter,
): Generator<DecidedPatch, void, undefined> {
  const vector = relevanceVector(filter.entities, filter.keywords, filter.dimension);
  const { regions, kept } = filterPatches(analysis.regions, vector, filter.limits);
  const ids = new Map(kept.map(({ region, patch }, index) => [`${region},${patch}`, index + 1]));
  const indices = new Map(
    analysis.regions.map(({ region }, index) => [`${region.column},${region.row}`, index]),
  );
  const leftOut = new Map(
    analysis.leftOut.patches.map(({ region, place, reason }) => [
      [...region, place.column, place.row].join(),
      reason,
    ]),
  );
  for (const { column, row, patches } of all) {
    const index = indices.get(`${column},${row}`) ?? -1;
    const encoded = analysis.regions[index];
    const places = new Map(
      encoded?.region.patches.map((place, patch) => [`${place.column},${place.row}`, patch]),
    );
    for (const place of patches) {
      const patch = places.get(`${place.column},${place.row}`) ?? -1;
      const filtered = regions[index]?.[patch];
      const sight = encoded && filtered && scoresOf(encoded.embeddings, patch, filter);
      yield {
        region: [column, row],
        place,
        decision:
          filtered?.state ?? leftOut.get([column, row, place.column, place.row].join()) ?? "glass",
        id: ids.get(`${index},${patch}`) ?? null,
        seen: sight ? { relevance: filtered.relevance, scores: sight } : null,
      };
    }
  }
}

function scoresOf(
  embeddings: Float32Array,
  patch: number,
  { keywords, dimension }: QuestionFilter,
): number[] {
  const embedding = embeddings.subarray(patch * dimension, (patch + 1) * dimension);
  return Array.from({ length: keywords.length / dimension }, (_, keyword) =>
    dot(keywords, embedding, keyword * dimension),
  );
}
