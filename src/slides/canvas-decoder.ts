import type { RgbImage } from "./slide-source.ts";
import type { TileDecoder } from "./tile-decoder.ts";

/** Decodes with the browser's own codecs, in a worker or the page. */
export class CanvasDecoder implements TileDecoder {
  async decode(tile: Blob, largestSide: number): Promise<RgbImage> {
    const bitmap = await createImageBitmap(tile, { colorSpaceConversion: "none" });
    try {
      const { width, height } = bitmap;
      if (Math.max(width, height) > largestSide) {
        throw new RangeError(`a tile of ${width}x${height} pixels, ${largestSide} at most`);
      }
      return { width, height, data: paint(bitmap) };
    } finally {
      bitmap.close();
    }
  }
}

function paint(bitmap: ImageBitmap): Uint8Array {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2D canvas");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  return withoutAlpha(context.getImageData(0, 0, width, height).data);
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] as number;
    rgb[to + 1] = rgba[from + 1] as number;
    rgb[to + 2] = rgba[from + 2] as number;
  }
  return rgb;
}
