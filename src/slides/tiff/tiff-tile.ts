import type { Jpeg2000Decoder } from "#slides/jpeg2000-decoder.ts";
import type { ReadOptions, RgbImage } from "#slides/slide-source.ts";
import { JPEG, JPEG_2000, JPEG_2000_YCBCR, WEBP } from "./compressions.ts";
import { jpegTile } from "./jpeg-tile.ts";
import { rawTile } from "./raw-tile.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

/** One tile or strip: encoded where a browser decodes it, else RGB; null where none is stored. */
export async function tiffTile(
  directory: TiffDirectory,
  { column, row }: { readonly column: number; readonly row: number },
  decodeJpeg2000: Jpeg2000Decoder,
  options: ReadOptions,
): Promise<Blob | RgbImage | null> {
  const { compression } = directory;
  const index = row * Math.ceil(directory.width / directory.tileWidth) + column;
  const block = await directory.block(index, options);
  if (block === null) return null;
  if (compression === JPEG) {
    return new Blob([jpegTile(block, directory)], { type: "image/jpeg" });
  }
  if (compression === WEBP) return new Blob([block], { type: "image/webp" });
  if (JPEG_2000.has(compression)) {
    return decodeJpeg2000(block, JPEG_2000_YCBCR.has(compression) ? "ycbcr" : "rgb");
  }
  const others = await otherPlanes(directory, index, options);
  return rawTile(directory, [block, ...others], rowsOf(directory, row));
}

/** Strips end with the image; tiles are padded. */
function rowsOf({ isTiled, tileHeight, height }: TiffDirectory, row: number): number {
  return isTiled ? tileHeight : Math.min(tileHeight, height - row * tileHeight);
}

/** Blocks of green and blue where each colour is stored by itself (planar configuration 2). */
async function otherPlanes(
  directory: TiffDirectory,
  index: number,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>[]> {
  if (directory.planar !== 2) return [];
  const { width, height, tileWidth, tileHeight } = directory;
  const perPlane = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight);
  const blocks = await Promise.all(
    [1, 2].map((plane) => directory.block(index + plane * perPlane, options)),
  );
  return blocks.filter((block) => block !== null);
}
