import GeoTiffFile, { type GeoTIFF } from "geotiff";
import { ParaffinError } from "#core/errors.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide, unreadableSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { assertSaneDirectory } from "./sane-directory.ts";
import { parseDirectory, type TiffDirectory } from "./tiff-directory.ts";

/** A slide has at most a dozen pages; stacks of thousands are another kind of file. */
const mostDirectories = 256;

/** A TIFF's directories: those of the main chain, and behind each those of its SubIFDs (tag 330). */
export interface TiffDirectories {
  readonly chain: readonly TiffDirectory[];
  /** Reduced versions of the chain's first, as OME-TIFF stores them. */
  readonly below: readonly TiffDirectory[];
}

/** Reads the directories, not the pixels (TIFF 6.0, BigTIFF). Throws `slide-unreadable`. */
export async function readDirectories(
  bytes: ByteSource,
  options: ReadOptions = {},
): Promise<TiffDirectories> {
  try {
    const tiff = await GeoTiffFile.fromSource(sourceOf(bytes, options) as never);
    // geotiff 3.0.5 reads what it defers as little endian, whatever the file is.
    tiff.parser.eager = !tiff.littleEndian;
    const seen = new Set<number>();
    const chain = await readChain(tiff, bytes, tiff.firstIFDOffset, seen);
    const [first] = chain;
    if (first === undefined) throw brokenSlide(`${bytes.name} holds no image.`);
    const below: TiffDirectory[] = [];
    for (const offset of first.subDirectories) {
      below.push(...(await readChain(tiff, bytes, offset, seen)));
    }
    return { chain, below };
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (thrown instanceof ParaffinError) throw thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw brokenSlide(`${bytes.name} is a TIFF whose directories cannot be read: ${why}.`, thrown);
  }
}

async function readChain(
  tiff: GeoTIFF,
  bytes: ByteSource,
  first: number,
  seen: Set<number>,
): Promise<TiffDirectory[]> {
  const chain: TiffDirectory[] = [];
  const { littleEndian, bigTiff } = tiff;
  for (let offset = first; offset !== 0; ) {
    if (seen.has(offset)) throw brokenSlide(`${bytes.name} has directories that form a circle.`);
    seen.add(offset);
    if (seen.size > mostDirectories) {
      throw unreadableSlide(`${bytes.name} holds more than ${mostDirectories} images.`);
    }
    await assertSaneDirectory(bytes, { offset, littleEndian, bigTiff });
    const directory = await tiff.parser.parseFileDirectoryAt(offset);
    chain.push(await parseDirectory(directory, bytes));
    offset = directory.nextIFDByteOffset;
  }
  return chain;
}

/** geotiff's view of the bytes: a read over the end gives what there is. */
function sourceOf(bytes: ByteSource, { signal }: ReadOptions) {
  const readSlice = async (slice: { offset: number; length: number }): Promise<ArrayBuffer> => {
    const length = Math.max(0, Math.min(slice.length, bytes.size - slice.offset));
    const read = await bytes.read(slice.offset, length, signal === undefined ? {} : { signal });
    return exactly(read);
  };
  return {
    fileSize: bytes.size,
    fetch: (slices: readonly { offset: number; length: number }[]) =>
      Promise.all(slices.map(readSlice)),
    close: async () => undefined,
  };
}

function exactly(read: Uint8Array<ArrayBuffer>): ArrayBuffer {
  const isWhole = read.byteLength === read.buffer.byteLength;
  return isWhole ? read.buffer : read.slice().buffer;
}
