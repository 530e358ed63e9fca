import type { LongOptions } from "#core/progress.ts";
import type { SuitabilityModel } from "#packs/suitability-model.ts";
import type { StainDensities } from "#pipeline/segment/stains.ts";
import type { RgbImage } from "#slides/slide-source.ts";

/**
 * What the pipeline asks of each level; the workers answer it in the browser, onnxruntime-node in
 * tests. Matrices are row-major Float32Arrays, shapes beside them; sizes come from the manifest.
 */
export interface PatchModel {
  /** Patches of 256x256 at the pack's mpp -> embeddings [n, patch] of unit length, tokens [n, token]. */
  encodePatches(
    patches: readonly RgbImage[],
    options?: LongOptions,
  ): Promise<{ embeddings: Float32Array; tokens: Float32Array }>;
  /** Texts -> [n, patch] of unit length, in the space of the patch embeddings (paper eq. 2). */
  encodeTexts(texts: readonly string[], options?: LongOptions): Promise<Float32Array>;
}

/** A nucleus found in a patch; coordinates are patch pixels at the pack's mpp. */
export interface SegmentedCell {
  readonly id: number;
  /** Index into the manifest's `cellClasses`. */
  readonly cellClass: number;
  /** Mean probability of that class over the mask, 0..1. */
  readonly confidence: number;
  readonly centre: readonly [x: number, y: number];
  readonly areaPixels: number;
  readonly stains: StainDensities;
  /** x0, y0, x1, y1, ...: a closed polygon without the repeated first point. */
  readonly outline: Float32Array;
}

export interface PatchCells {
  readonly cells: readonly SegmentedCell[];
  /** CCAF token [cell] of the patch (paper eq. 4). */
  readonly token: Float32Array;
}

/** The part of a 256x256 patch that lies on the slide, in patch pixels from its top left. */
export interface ValidSize {
  readonly width: number;
  readonly height: number;
}

export interface CellModel {
  segment(
    patches: readonly RgbImage[],
    valid: readonly ValidSize[],
    options?: LongOptions,
  ): Promise<PatchCells[]>;
}

export interface RegionModel {
  /** Tokens [256, token] on the 16x16 grid and mask [256] (1 tissue, 0 padding) -> [region]. */
  encodeRegion(tokens: Float32Array, mask: Float32Array): Promise<Float32Array>;
}

export interface SlideModel {
  /** Regions [n, region] with grid positions [n, 2] as (column, row) -> [slide]. */
  encodeSlide(regions: Float32Array, positions: Int32Array): Promise<Float32Array>;
}

/** The visual half of the language model's input (paper section 3.5), before projection. */
export interface VisualTokens {
  readonly slide: Float32Array; // [slide]
  readonly regions: readonly {
    readonly embedding: Float32Array; // [region]
    readonly patches: readonly {
      /** 1..64: the id the answer cites as [P1]..[P64]. */
      readonly id: number;
      readonly patch: Float32Array; // [patch]
      readonly cell: Float32Array; // [cell]
      /** Its cells of each of the manifest's `cellClasses`. */
      readonly counts: readonly number[];
    }[];
  }[];
}

export interface GenerateOptions extends LongOptions {
  /** 0 is greedy; the default. */
  readonly temperature?: number;
  readonly seed?: number;
  readonly maxTokens?: number;
  /** Called with the whole text so far after every token. */
  readonly onText?: (text: string) => void;
}

/**
 * A finished generation; `citations` in order of appearance, each with its support: the probability
 * that the patch shows what is said. Several patches may show the same, so they do not sum to 1.
 */
export interface Generated {
  readonly text: string;
  readonly citations: readonly { readonly id: number; readonly support: number }[];
  readonly promptTokens: number;
  readonly newTokens: number;
  readonly stopped: "end" | "length" | "person";
}

export interface LanguageModel {
  /** `visual` null is the blind control: the same question without any image token. */
  generate(
    visual: VisualTokens | null,
    question: string,
    options?: GenerateOptions,
  ): Promise<Generated>;
}

export interface Models {
  readonly patch: PatchModel;
  readonly cell: CellModel;
  readonly region: RegionModel;
  readonly slide: SlideModel;
  readonly llm: LanguageModel;
  /** What known H&E looks like; a pack without `suitability.json` cannot say. */
  readonly suitability?: SuitabilityModel;
}
