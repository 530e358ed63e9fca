import type { Manifest } from "#packs/manifest.ts";
import type { EvidencePatch, Miscount, Sentence } from "./answer.ts";
import {
  type AreaClaim,
  type CellWord,
  type CountClaim,
  type MoreClaim,
  type NumberClaim,
  numberClaims,
  type Place,
} from "./number-claims.ts";

/** What the segmentation holds: the cells of the kept patches, and how large a patch is. */
export interface Counted {
  readonly patches: readonly Pick<EvidencePatch, "id" | "counts">[];
  readonly cellClasses: Manifest["cellClasses"];
  readonly patchSquareMillimetres: number;
}

/** What became of a claim: what is wrong in it, and what stands there when it is put right. */
export interface Verdict {
  readonly claim: NumberClaim;
  readonly wrong: readonly Miscount[];
  /** Null where nothing was counted. */
  readonly right: string | null;
}

/** The segmentation's class of a word; null is all classes together. */
const CLASS_OF: Readonly<Record<CellWord, string | null>> = {
  cells: null,
  lymphocytes: "inflammatory",
  "epithelial cells": "epithelial",
  "spindle cells": "spindle",
};

/** Compares what a sentence says in numbers with what the segmentation counted, claim by claim. */
export function checkNumbers(sentence: Sentence, counted: Counted): Verdict[] {
  return numberClaims(sentence).map((claim) => verdictOf(claim, counted));
}

function verdictOf(claim: NumberClaim, counted: Counted): Verdict {
  switch (claim.kind) {
    case "count":
    case "density":
      return checkCount(claim, counted);
    case "compared":
    case "concluded":
      return checkMore(claim, counted);
    case "area":
      return checkArea(claim, counted);
  }
}

/** A count as the language model says it: from 1000 on rounded to hundreds, at most 9900. */
export function sayable(count: number): number {
  return count < 1000 ? count : Math.min(9900, Math.floor(count / 100 + 0.5) * 100);
}

function checkCount(claim: CountClaim, counted: Counted): Verdict {
  const { said, word, place } = claim;
  const cells = countOf(word, place, counted);
  const isDensity = claim.kind === "density";
  const found = isDensity ? densityOf(cells, areaOf(place, counted)) : cells;
  const isHeld = found !== null && (said === found || said === sayable(found));
  const what = `${word}${isDensity ? " per mm2" : ""} in ${wordsOf(place)}`;
  const right = found === null ? null : `${found}`;
  return { claim, wrong: isHeld ? [] : [{ said, counted: found, what }], right };
}

function checkMore(claim: MoreClaim, counted: Counted): Verdict {
  const ids = [claim.more, claim.less];
  const [more = null, less = null] = ids.map((id) => countOf(claim.word, id, counted));
  const isHeld = more !== null && less !== null && more > less;
  const wrong = ids.map((id, index) => ({
    said: null,
    counted: [more, less][index] ?? null,
    what: `${claim.word} in P${id}`,
  }));
  const right = more === null || less === null ? null : turnedWords(claim, more === less);
  return { claim, wrong: isHeld ? [] : wrong, right };
}

/** What a comparison that does not hold says the other way round, or of two equal counts. */
function turnedWords({ kind, how, cells, less }: MoreClaim, isEqual: boolean): string {
  if (kind === "concluded") return isEqual ? "so both hold as many" : `so P${less} holds more`;
  if (isEqual) return `as many ${cells} as`;
  return `${how === "more" ? "fewer" : "more"} ${cells} than`;
}

function checkArea(claim: AreaClaim, counted: Counted): Verdict {
  const { said, decimals, place } = claim;
  const area = areaOf(place, counted);
  const rounding = 0.5 * 10 ** -decimals + 1e-9;
  const shown = area?.toFixed(place === "kept" ? 2 : 3) ?? null;
  const isHeld = area !== null && Math.abs(said - area) <= rounding;
  const what = `mm2 in ${wordsOf(place)}`;
  const found = shown === null ? null : Number(shown);
  return { claim, wrong: isHeld ? [] : [{ said, counted: found, what }], right: shown };
}

/** Null where the patch was not kept, so nothing was counted. */
function countOf(word: CellWord, place: Place, { patches, cellClasses }: Counted): number | null {
  const found = place === "kept" ? patches : patches.filter(({ id }) => id === place);
  if (place !== "kept" && found.length === 0) return null;
  const name = CLASS_OF[word];
  return found
    .flatMap(({ counts }) =>
      counts.filter((_, index) => name === null || cellClasses[index]?.name === name),
    )
    .reduce((sum, one) => sum + one, 0);
}

function areaOf(place: Place, { patches, patchSquareMillimetres }: Counted): number | null {
  if (place === "kept") return patches.length * patchSquareMillimetres;
  return patches.some(({ id }) => id === place) ? patchSquareMillimetres : null;
}

function densityOf(cells: number | null, area: number | null): number | null {
  return cells === null || area === null || area === 0 ? null : Math.round(cells / area);
}

function wordsOf(place: Place): string {
  return place === "kept" ? "the kept patches" : `P${place}`;
}
