import sharp from "sharp";
import type { RgbImage } from "#slides/slide-source.ts";
import type { TileDecoder } from "#slides/tile-decoder.ts";

/** Decodes in Node what the browser decodes. */
export class SharpDecoder implements TileDecoder {
  async decode(tile: Blob, largestSide: number): Promise<RgbImage> {
    const image = sharp(new Uint8Array(await tile.arrayBuffer()), {
      limitInputPixels: largestSide ** 2,
    });
    const { data, info } = await image
      .flatten({ background: "white" })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data) };
  }
}
