import type { RgbImage } from "./slide-source.ts";

/**
 * Turns a JPEG 2000 codestream of 8-bit grey, RGB or YCbCr samples into RGB. Browsers have no such
 * decoder. Throws an Error where it is none.
 */
export type Jpeg2000Decoder = (
  codestream: Uint8Array<ArrayBuffer>,
  colour: "rgb" | "ycbcr",
) => Promise<RgbImage>;
