import sharp from "sharp";
import type { RgbImage } from "#slides/slide-source.ts";
import type { TileDecoder } from "#slides/tile-decoder.ts";

/** Decodes in Node what the browser decodes. */
export class SharpDecoder implements TileDecoder {
  async decode(tile: Blob, largestSide: number): Promise<RgbImage> {
    return decodeImage(new Uint8Array(await tile.arrayBuffer()), largestSide ** 2);
  }
}

/** Stored RGB of a file's bytes or path: no colour management, what is transparent over white. */
export async function decodeImage(
  image: Uint8Array | string,
  largestPixels: number,
): Promise<RgbImage> {
  const { data, info } = await sharp(image, { limitInputPixels: largestPixels, ignoreIcc: true })
    .flatten({ background: "white" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
  };
}
