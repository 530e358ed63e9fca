import type { NamedArea } from "#core/area.ts";
import { ParaffinError } from "#core/errors.ts";
import type { SlideAnalysis } from "./analyse-slide.ts";
import type { Patch } from "./decompose.ts";
import { type FilterLimits, filterPatches, type KeptPatch } from "./filter/filter-patches.ts";
import { relevanceVector } from "./filter/relevance.ts";
import { patchesWithin } from "./filter/within-area.ts";
import { namedPatches } from "./named-patches.ts";

/** A patch that goes to the language model, under the id that cites it. */
export interface ChosenPatch extends KeptPatch {
  /** 1..n by descending relevance over the slide. */
  readonly id: number;
  readonly place: Patch;
}

/** Text embeddings [.., patch] of unit rows: the keyword bank's and the question's entities'. */
export interface QuestionFilter {
  readonly keywords: Float32Array;
  readonly entities: Float32Array;
  /** Width of a patch embedding. */
  readonly dimension: number;
  readonly limits: FilterLimits;
  /** Only patches whose centre lies in it; absent for the whole slide. */
  readonly within?: NamedArea;
}

/**
 * The patches the question is answered from: what semantic patch filtering keeps, numbered from 1
 * by relevance. A question that names patches of the last answer ("what does [P3] show?") is asked
 * of those same patches under the same ids. Throws `area-without-tissue`.
 */
export function choosePatches(
  analysis: SlideAnalysis,
  filter: QuestionFilter,
  question: string,
  last: readonly ChosenPatch[],
): readonly ChosenPatch[] {
  const named = namedPatches(question);
  const known = new Set(last.map(({ id }) => id));
  if (named.length > 0 && named.every((id) => known.has(id))) return last;
  const vector = relevanceVector(filter.entities, filter.keywords, filter.dimension);
  return keptPatches(analysis, filter, vector).flatMap((patch, index) => {
    const place = analysis.regions[patch.region]?.region.patches[patch.patch];
    return place ? [{ ...patch, id: index + 1, place }] : [];
  });
}

/** What filtering keeps, of the slide or of the area that is asked about, by places on the slide. */
function keptPatches(
  { regions }: SlideAnalysis,
  { within, dimension, limits }: QuestionFilter,
  vector: Float32Array,
): readonly KeptPatch[] {
  if (within === undefined) return filterPatches(regions, vector, limits).kept;
  const inside = patchesWithin(regions, within, dimension);
  if (inside.regions.length === 0) throw nothingWithin(within);
  return filterPatches(inside.regions, vector, limits).kept.flatMap(
    ({ region, patch, relevance }) => {
      const original = inside.originals[region]?.[patch];
      return original === undefined ? [] : [{ ...original, relevance }];
    },
  );
}

function nothingWithin({ name }: NamedArea): ParaffinError {
  return new ParaffinError(
    "area-without-tissue",
    `No patch of analysed tissue has its centre in ${name}.`,
    "Draw it larger than a patch and over tissue, or ask about the whole slide.",
  );
}
