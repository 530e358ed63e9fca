import { ZipReader } from "@zip.js/zip.js/lib/zip-core-reader.js";
import { ParaffinError } from "#core/errors.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";

/** Where a file lies in a zip, as the zip's directory says. */
export interface PackedFile {
  /** Of the local header, which stands before the bytes. */
  readonly offset: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** 0 as it is, 8 deflated (APPNOTE.TXT, 4.4.5). */
  readonly method: number;
  readonly crc32: number;
}

/** A slide of 200,000 x 130,000 pixels has half as many tiles of 256x256. */
const mostFiles = 2 ** 20;
const largestDirectory = 128 * 2 ** 20;
/** Read without a pause; a hundred thousand take seconds, in which a stop would not be heard. */
const entriesAStretch = 4096;

/**
 * The files of a zip by path, folders and unsafe paths left out. zip.js finds the directory and reads
 * it; its own entries are dropped at once, for each holds 5.5 KB. Throws `slide-unreadable`.
 */
export async function readZipDirectory(
  bytes: ByteSource,
  { signal }: ReadOptions = {},
): Promise<ReadonlyMap<string, PackedFile>> {
  const files = new Map<string, PackedFile>();
  const reader = new ZipReader(readerOf(bytes, signal), { filenameValidation: "tolerant" });
  try {
    let count = 0;
    for await (const entry of reader.getEntriesGenerator()) {
      count += 1;
      if (count > mostFiles) throw brokenSlide(`${bytes.name} holds more than ${mostFiles} files.`);
      if (count % entriesAStretch === 0) await breath(signal);
      const path = entry.filename.replaceAll("\\", "/");
      if (entry.directory || isUnsafe(path)) continue;
      if (entry.encrypted) throw locked(bytes.name, path);
      files.set(path, packedFile(entry));
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof ParaffinError) throw thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw brokenSlide(`${bytes.name} is no whole zip: ${why}.`, thrown);
  }
  return files;
}

/** Lets this thread hear what waits for it, a stop among it. */
async function breath(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal?.throwIfAborted();
}

/** The bytes as zip.js reads them: a range past the end gives what there is of it. */
function readerOf(bytes: ByteSource, signal: AbortSignal | undefined) {
  return {
    size: bytes.size,
    // Asked for by the type; zip.js takes it where there is no `readUint8Array`.
    readable: new ReadableStream<Uint8Array>(),
    readUint8Array(offset: number, length: number): Promise<Uint8Array> {
      const most = Math.max(0, Math.min(length, bytes.size - offset));
      if (most > largestDirectory) {
        throw brokenSlide(`${bytes.name} claims a directory of ${length} bytes: it is damaged.`);
      }
      return bytes.read(offset, most, signal === undefined ? {} : { signal });
    },
  };
}

interface Entry {
  readonly offset: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly compressionMethod: number;
  readonly crc32?: number;
}

function packedFile(entry: Entry): PackedFile {
  return {
    offset: entry.offset,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    method: entry.compressionMethod,
    crc32: entry.crc32 ?? 0,
  };
}

/** Leads out of the folder it would be unpacked in. */
function isUnsafe(path: string): boolean {
  return /^(\/|[a-z]:)/i.test(path) || path.split("/").includes("..");
}

function locked(name: string, path: string): ParaffinError {
  const remedy = "Unpack the zip with its password, then open what was in it.";
  return new ParaffinError("slide-unreadable", `${path} in ${name} is encrypted.`, remedy);
}
