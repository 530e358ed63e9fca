import { sha256Of } from "#packs/sha256.ts";
import { BlobBytes } from "#slides/bytes/blob-bytes.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { joinBytes } from "#slides/bytes/join-bytes.ts";
import { openUrlBytes } from "#slides/bytes/url-bytes.ts";
import type { SlideOrigin } from "#slides/slide-origin.ts";
import type { ReadOptions, SlideDescription, SlideSource } from "#slides/slide-source.ts";

/** Read of one file: head, tail and what lies between them at even steps, 1 MiB in all. */
const blocks = 16;
const blockBytes = 2 ** 16;
/** Of each of many files (a DICOM series) less is read. */
const smallBlockBytes = 2 ** 12;
/** Of a slide that is all tiles, so many of the finest level. */
const tiles = 16;

/**
 * The SHA-256 by which a slide is known again, wherever it lies and whatever it is called. It is
 * made in a moment of a file of any size, for it reads the size and about 1 MiB:
 *
 * - a file, or the files of a series: their sizes, head, tail and blocks at even steps. Two scans
 *   never share those by chance, since compressed tissue is noise and the head holds the tables of
 *   all tiles. A copy edited in place, of the same size, with no change in the blocks read, has the
 *   same digest: it is taken for the slide it was made of.
 * - Deep Zoom and IIIF, which are many small files: the size, the whole slide as its coarsest tile
 *   and 16 tiles of the finest level. A folder, its zip and its address are one slide.
 */
export async function slideDigest(
  origin: SlideOrigin,
  source: SlideSource,
  description: SlideDescription,
  options: ReadOptions = {},
): Promise<string> {
  if (/^(Deep Zoom|IIIF)/.test(description.format))
    return digestOfTiles(source, description, options);
  const files =
    origin.kind === "url"
      ? [await openUrlBytes(origin.url, options)]
      : Array.from(origin.files.values(), (file) => new BlobBytes(file, file.name));
  try {
    return await digestOfFiles(files, options);
  } finally {
    for (const file of files) file.dispose();
  }
}

/** The order of the files is not looked at: it comes from their names. */
export async function digestOfFiles(
  files: readonly ByteSource[],
  options: ReadOptions = {},
): Promise<string> {
  const count = Math.max(2, Math.floor(blocks / files.length));
  const bytes = files.length > 1 ? smallBlockBytes : blockBytes;
  const digests: string[] = [];
  for (const file of files) {
    const parts = [text(`${file.size}`)];
    for (const offset of offsetsIn(file.size, count, bytes)) {
      parts.push(await file.read(offset, Math.min(bytes, file.size - offset), options));
    }
    digests.push(await sha256Of(joinBytes(parts).buffer));
  }
  const [only = ""] = digests;
  return digests.length === 1 ? only : sha256Of(text(digests.toSorted().join("")).buffer);
}

/** Where blocks begin: the first at the head, the last ends with the file. */
function offsetsIn(size: number, count: number, bytes: number): number[] {
  const last = Math.max(0, size - bytes);
  const offsets = Array.from({ length: count }, (_, index) =>
    Math.floor((last * index) / (count - 1)),
  );
  return [...new Set(offsets)];
}

async function digestOfTiles(
  source: SlideSource,
  { width, height, levels }: SlideDescription,
  options: ReadOptions,
): Promise<string> {
  const parts = [text(`${width}x${height}`)];
  const read = async (level: number, column: number, row: number) => {
    const tile = await source.readTile(level, column, row, options);
    parts.push(new Uint8Array(await (tile as Blob).arrayBuffer())); // stored, so encoded
  };
  const coarsest = levels.findIndex(
    (one) => one.isStored && one.width <= one.tileWidth && one.height <= one.tileHeight,
  );
  if (coarsest !== -1) await read(coarsest, 0, 0);
  const [finest] = levels;
  if (finest !== undefined) {
    const columns = Math.ceil(finest.width / finest.tileWidth);
    const all = columns * Math.ceil(finest.height / finest.tileHeight);
    for (const tile of offsetsIn(all, tiles, 1)) {
      await read(0, tile % columns, Math.floor(tile / columns));
    }
  }
  return sha256Of(joinBytes(parts).buffer);
}

const text = (words: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(new TextEncoder().encode(words));
