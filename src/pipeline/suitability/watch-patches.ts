import type { SuitabilityModel } from "#packs/suitability-model.ts";
import type { Patch } from "#pipeline/decompose.ts";
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

/**
 * Watches at most 512 of the patches, evenly over the slide, but for those that lie beyond it by
 * more than half of what the wholest one has. Without a model it sees nothing.
 */
export function watchPatches(
  model: SuitabilityModel | undefined,
  patches: readonly Pick<Patch, "valid">[],
): PatchWatch {
  if (model === undefined) return { see: () => {}, judge: () => UNKNOWN };
  const watched = new Set(watchedOf(patches));
  const seen = new Map<number, Colours>();
  return {
    see: (image, index) => {
      if (watched.has(index)) seen.set(index, measureColours(image, 4, patches[index]?.valid));
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

function watchedOf(patches: readonly Pick<Patch, "valid">[]): number[] {
  const areas = patches.map(({ valid }) => valid.width * valid.height);
  const half = areas.reduce((most, area) => Math.max(most, area), 0) / 2;
  const inside = [...areas.keys()].filter((index) => (areas[index] ?? 0) >= half);
  const every = Math.max(1, Math.ceil(inside.length / MOST_PATCHES));
  return inside.filter((_, place) => place % every === 0);
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
