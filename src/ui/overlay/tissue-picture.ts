import { TISSUE_MICRONS_PER_PIXEL, type TissueMask, tissueMask } from "#pipeline/tissue.ts";
import type { SlideDescription, SlideSource } from "#slides/slide-source.ts";
import type { GridPicture } from "./drawing.ts";

/** Pixels of the mask's longer side at most. */
const MOST_PIXELS = 2048;

/** The tissue of the whole slide by the models' own rule; coarser than theirs on a large slide. */
export async function readTissue(
  source: SlideSource,
  { width, height, micronsPerPixel }: SlideDescription,
  signal: AbortSignal,
): Promise<GridPicture | null> {
  if (micronsPerPixel === null) return null;
  const least = (Math.max(width, height) * micronsPerPixel) / MOST_PIXELS;
  const scale = Math.max(TISSUE_MICRONS_PER_PIXEL, least);
  const image = await source.read({ x: 0, y: 0, width, height }, scale, { signal });
  return tissuePicture(tissueMask(image), { width, height });
}

/** Green is nobody's colour: neither a class's, nor a stain's. */
const TISSUE_COLOUR = [0, 140, 130] as const;

export function tissuePicture(
  { width: columns, height: rows, data }: TissueMask,
  extent: { readonly width: number; readonly height: number },
): GridPicture {
  const rgba = new Uint8Array(4 * columns * rows);
  for (const [pixel, isTissue] of data.entries()) {
    rgba.set(TISSUE_COLOUR, 4 * pixel);
    rgba[4 * pixel + 3] = 255 * isTissue;
  }
  return { rgba, columns, rows, ...extent, isOutlined: true };
}
