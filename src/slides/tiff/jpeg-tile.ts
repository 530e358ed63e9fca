import { withColourTransform } from "#slides/jpeg-colour.ts";
import { jpegColour, jpegHeader } from "#slides/jpeg-header.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

const RGB = 2;

/**
 * A block of a TIFF as a JPEG that any decoder reads as it was meant: the shared tables spliced in
 * (TIFF technical note 2) and its colour transform said in an Adobe segment. Throws an Error where
 * the block is no JPEG or is larger than its tile: that much is not unpacked.
 */
export function jpegTile(
  block: Uint8Array<ArrayBuffer>,
  { jpegTables, photometric, tileWidth, tileHeight }: TiffDirectory,
): Uint8Array<ArrayBuffer> {
  const whole = jpegTables === null ? block : withTables(block, jpegTables);
  const header = jpegHeader(whole);
  if (header === null) throw new Error("a tile is no JPEG");
  if (header.width > tileWidth || header.height > tileHeight) {
    throw new Error(`a tile of ${header.width}x${header.height} pixels`);
  }
  const colour = jpegColour(header, photometric === RGB ? "rgb" : "ycbcr");
  return colour === "grey" ? whole : withColourTransform(whole, colour);
}

/** The tables (between SOI and EOI) come after the block's own SOI. */
function withTables(block: Uint8Array, tables: Uint8Array): Uint8Array<ArrayBuffer> {
  if (tables.length < 4 || tables[0] !== 0xff || tables[1] !== 0xd8) return block.slice();
  const body = tables.subarray(2, tables.length - 2);
  const whole = new Uint8Array(block.length + body.length);
  whole.set(block.subarray(0, 2));
  whole.set(body, 2);
  whole.set(block.subarray(2), 2 + body.length);
  return whole;
}
