import type { DecidedPatch, PatchDecision } from "#pipeline/decide-patches.ts";
import { csvRow } from "./csv-row.ts";
import { rounded } from "./rounded.ts";

const WORDS: Readonly<Record<PatchDecision, string>> = {
  kept: "kept",
  redundant: "redundant",
  irrelevant: "not relevant",
  glass: "no tissue",
  pen: "pen",
  fold: "fold",
  blurred: "blurred",
};

const HEAD = [
  ...["x", "y", "width", "height", "region_column", "region_row", "column", "row"],
  ...["decision", "id", "relevance", "nearest_keyword"],
];

/**
 * Patches as a table (RFC 4180, one row each): its rectangle in level-0 pixels, its region and its
 * place in it, the decision of semantic patch filtering, then the cosine to each of `keywords`.
 * What was not measured is empty.
 */
export function* patchesCsv(
  patches: Iterable<DecidedPatch>,
  keywords: readonly string[],
): Generator<string, void, undefined> {
  yield csvRow([...HEAD, ...keywords.map((keyword) => `score: ${keyword}`)]);
  for (const patch of patches) yield csvRow(valuesOf(patch, keywords));
}

function valuesOf(patch: DecidedPatch, keywords: readonly string[]): (string | number)[] {
  const { region, place, decision, id, seen } = patch;
  const { x, y, width, height } = place.rect;
  const scores = seen?.scores ?? [];
  return [
    ...[x, y, width, height].map((value) => rounded(value, 3)),
    ...region,
    place.column,
    place.row,
    WORDS[decision],
    id === null ? "" : `P${id}`,
    seen ? rounded(seen.relevance, 6) : "",
    seen ? (keywords[scores.indexOf(Math.max(...scores))] ?? "") : "",
    ...keywords.map((_, index) => {
      const score = scores[index];
      return score === undefined ? "" : rounded(score, 6);
    }),
  ];
}
