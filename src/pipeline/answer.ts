import type { Level0Point, Level0Rect } from "#core/geometry.ts";
import type { StainDensities } from "#pipeline/segment/stains.ts";
import type { Suitability } from "#pipeline/suitability.ts";

/** A cell as evidence, in level-0 pixels. */
export interface EvidenceCell {
  readonly centre: Level0Point;
  readonly cellClass: number;
  readonly confidence: number;
  readonly squareMicrons: number;
  readonly stains: StainDensities;
  readonly outline: Float32Array;
}

/** A patch that semantic patch filtering kept for the question; `id` is what the answer cites. */
export interface EvidencePatch {
  readonly id: number;
  readonly rect: Level0Rect;
  /** Column and row of the region on the slide's region grid. */
  readonly region: readonly [column: number, row: number];
  /** Mean cosine to the question's entities and the keyword bank. */
  readonly relevance: number;
  /** The bank's keyword nearest to the patch, and its cosine: what the patch encoder would call it. */
  readonly nearestKeyword: string;
  readonly cells: readonly EvidenceCell[];
  /** Cells per class, in the order of the manifest's `cellClasses`. */
  readonly counts: readonly number[];
}

export interface Citation {
  readonly id: number;
  /** Probability that the patch shows what the sentence says, 0..1: the chip's weight. */
  readonly support: number;
}

/** A number that the language model said and the segmentation does not hold. */
export interface Miscount {
  /** Null where it compared without a number. */
  readonly said: number | null;
  /** Null where nothing was counted: the patch was not kept. */
  readonly counted: number | null;
  /** "lymphocytes in P3", "cells in the kept patches", "mm2 in P3". */
  readonly what: string;
}

/**
 * One sentence of the answer; without citations, and where it is not counted, it stands on the slide
 * and region tokens alone.
 */
export interface Sentence {
  readonly text: string;
  readonly citations: readonly Citation[];
  /** What the language model said where the text has what was counted; absent where there is none. */
  readonly numbers?: readonly Miscount[];
  /** True where the language model said numbers and the segmentation holds them all. */
  readonly isCounted?: true;
}

export interface Answer {
  readonly question: string;
  readonly text: string;
  readonly sentences: readonly Sentence[];
  readonly patches: readonly EvidencePatch[];
  readonly entities: readonly string[];
  /** Of the slide asked about; null where the answer did not look at it. */
  readonly suitability: Suitability | null;
  readonly stopped: "end" | "length" | "person";
  /** Milliseconds from the start of the question to the first words and to the end. */
  readonly firstWordMs: number;
  readonly totalMs: number;
}
