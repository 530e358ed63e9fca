import type { RgbImage } from "./slide-source.ts";

/**
 * Turns an encoded tile (JPEG, PNG, WebP) into its stored RGB values: no colour management, what is
 * transparent over white. `largestSide` bounds what may be unpacked, in pixels.
 */
export interface TileDecoder {
  decode(tile: Blob, largestSide: number): Promise<RgbImage>;
}
