import type { LongOptions } from "#core/progress.ts";
import type { Region } from "#pipeline/decompose.ts";
import { readAhead } from "#pipeline/read-ahead.ts";
import {
  PATCH_TISSUE_SHARE,
  TISSUE_MICRONS_PER_PIXEL,
  tissueMask,
  tissueShare,
} from "#pipeline/tissue.ts";
import type { RgbImage, SlideSource } from "#slides/slide-source.ts";

/** Reads of 256x256 pixels each; more at a time only wait for the same tiles. */
const READS_AHEAD = 3;

export interface FindTissueOptions extends LongOptions {
  /** Given the low-power image of each region with tissue, in their order. */
  readonly onTissue?: (image: RgbImage) => void;
  /** Given the low-power image of each region without tissue. */
  readonly onGlass?: (image: RgbImage) => void;
}

/**
 * The regions that hold tissue, each with its tissue patches alone: one low-power read a region.
 */
export async function findTissue(
  source: SlideSource,
  regions: readonly Region[],
  regionPatches: number,
  { signal, onProgress, onTissue, onGlass }: FindTissueOptions = {},
): Promise<Region[]> {
  const images = readAhead({
    items: regions,
    read: (region, reading) =>
      source.read(region.rect, TISSUE_MICRONS_PER_PIXEL, { signal: reading }),
    ahead: READS_AHEAD,
    signal,
  });
  const found: Region[] = [];
  let done = 0;
  onProgress?.({ stage: "tissue", done, total: regions.length });
  for await (const image of images) {
    const region = regions[done] as Region;
    const mask = tissueMask(image);
    const patches = region.patches.filter(
      ({ column, row }) => tissueShare(mask, regionPatches, [column, row]) >= PATCH_TISSUE_SHARE,
    );
    if (patches.length > 0) {
      found.push({ ...region, patches });
      onTissue?.(image);
    } else onGlass?.(image);
    done += 1;
    onProgress?.({ stage: "tissue", done, total: regions.length });
  }
  return found;
}
