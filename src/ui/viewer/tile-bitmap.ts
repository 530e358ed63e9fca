import type { RgbImage } from "#slides/slide-source.ts";

/**
 * A tile to draw, `width` x `height` pixels of its top left: formats pad the tiles at the edge. The
 * stored values, without colour management, as the models see them.
 */
export function tileBitmap(
  tile: Blob | RgbImage,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<ImageBitmap> {
  const options = { colorSpaceConversion: "none" } as const;
  if (tile instanceof Blob) return createImageBitmap(tile, 0, 0, width, height, options);
  return createImageBitmap(imageData(tile), 0, 0, width, height, options);
}

export function imageData({ width, height, data }: RgbImage): ImageData {
  const rgba = new ImageData(width, height);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba.data[to] = data[from] as number;
    rgba.data[to + 1] = data[from + 1] as number;
    rgba.data[to + 2] = data[from + 2] as number;
    rgba.data[to + 3] = 255;
  }
  return rgba;
}
