import { rgbBitmap } from "#slides/rgb-bitmap.ts";
import type { SlideTile } from "#slides/slide-source.ts";

/**
 * A tile to draw; of an encoded one `width` x `height` pixels of its top left, for formats pad the
 * tiles at the edge. The stored values, without colour management, as the models see them.
 */
export async function tileBitmap(
  tile: SlideTile,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<ImageBitmap> {
  if (tile instanceof ImageBitmap) return tile;
  if (!(tile instanceof Blob)) return rgbBitmap(tile);
  return createImageBitmap(tile, 0, 0, width, height, { colorSpaceConversion: "none" });
}
