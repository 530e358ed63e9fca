import type { SuitabilityModel } from "#packs/suitability-model.ts";
import { judgeSuitability, type Suitability, UNKNOWN } from "#pipeline/suitability.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { type Colours, measureColours } from "./colours.ts";

/** Patches that are looked at; more of one slide say nothing new. */
const MOST_PATCHES = 512;

/** Looks at patches while they pass to the encoder, so that no pixel is read twice. */
export interface PatchWatch {
  /** Called with each patch's pixels, before they are handed over. */
  readonly see: (image: RgbImage, index: number) => void;
  /** The verdict over the patches seen, with the embeddings [n, width] of all patches. */
  readonly judge: (embeddings: Float32Array, width: number) => Suitability;
}

/** Watches at most 512 of `total` patches, evenly over the slide; without a model it sees nothing. */
export function watchPatches(model: SuitabilityModel | undefined, total: number): PatchWatch {
  if (model === undefined) return { see: () => {}, judge: () => UNKNOWN };
  const every = Math.max(1, Math.ceil(total / MOST_PATCHES));
  const seen = new Map<number, Colours>();
  return {
    see: (image, index) => {
      if (index % every === 0) seen.set(index, measureColours(image));
    },
    judge: (embeddings, width) =>
      judgeSuitability(
        model,
        [...seen].map(([index, colours]) => ({
          colours,
          embedding: embeddings.subarray(index * width, (index + 1) * width),
        })),
      ),
  };
}

/** Looks at the low-power images of regions without tissue. */
export interface GlassWatch {
  readonly see: (image: RgbImage) => void;
  /** Of the colours of what little there is; unknown where there is nothing. */
  readonly judge: () => Suitability;
}

export function watchGlass(model: SuitabilityModel | undefined): GlassWatch {
  if (model === undefined) return { see: () => {}, judge: () => UNKNOWN };
  const seen: Colours[] = [];
  return {
    see: (image) => {
      const colours = measureColours(image, 1);
      if (colours.stained > 0) seen.push(colours);
    },
    judge: () => {
      if (seen.length === 0) return UNKNOWN;
      const patches = seen.map((colours) => ({ colours, embedding: null }));
      return judgeSuitability(model, patches);
    },
  };
}
