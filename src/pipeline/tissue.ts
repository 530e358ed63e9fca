import type { RgbImage } from "#slides/slide-source.ts";

/** Microns per pixel of the tissue mask: a patch of 128 um is 16 of its pixels wide. */
export const TISSUE_MICRONS_PER_PIXEL = 8;

/** A patch with a smaller share of tissue is glass and is not read again. */
export const PATCH_TISSUE_SHARE = 0.1;

/** Glass is near white and grey: tissue has colour (max - min of RGB) or is dark (mean). */
const MIN_COLOUR = 15;
const GLASS_MEAN = 200;

/** 1 for tissue, 0 for glass, row by row. */
export interface TissueMask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The rule of `training/hwsi/tissue.py`, pixel by pixel. */
export function tissueMask(image: RgbImage): TissueMask {
  const data = new Uint8Array(image.width * image.height);
  for (let pixel = 0, at = 0; pixel < data.length; pixel += 1, at += 3) {
    const red = image.data[at] ?? 255;
    const green = image.data[at + 1] ?? 255;
    const blue = image.data[at + 2] ?? 255;
    data[pixel] = isTissue(red, green, blue) ? 1 : 0;
  }
  return { width: image.width, height: image.height, data };
}

/** Whether a pixel is coloured or dark: tissue, but ink on the glass too. */
export function isTissue(red: number, green: number, blue: number): boolean {
  const colour = Math.max(red, green, blue) - Math.min(red, green, blue);
  return colour >= MIN_COLOUR || red + green + blue < 3 * GLASS_MEAN;
}

/**
 * Share of tissue, 0..1, in the cell (column, row) of a `cells` x `cells` grid over the mask: how
 * a region's mask is asked for one of its patches.
 */
export function tissueShare(
  mask: TissueMask,
  cells: number,
  [column, row]: readonly [column: number, row: number],
): number {
  const left = Math.round((column * mask.width) / cells);
  const right = Math.round(((column + 1) * mask.width) / cells);
  const top = Math.round((row * mask.height) / cells);
  const bottom = Math.round(((row + 1) * mask.height) / cells);
  let tissue = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) tissue += mask.data[y * mask.width + x] ?? 0;
  }
  return tissue / Math.max(1, (right - left) * (bottom - top));
}
