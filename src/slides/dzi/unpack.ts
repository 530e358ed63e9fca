import { boundedBytes } from "#slides/bytes/bounded-bytes.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { missingTile } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { crc32 } from "./crc32.ts";
import { largestFileBytes } from "./tile-store.ts";
import type { PackedFile } from "./zip-directory.ts";

/** Bytes of a local header before the path (APPNOTE.TXT, 4.3.7). */
const headerBytes = 30;
const headerSignature = 0x04034b50;

/** One file out of a zip, checked against its size and CRC. Throws `slide-tile-missing`. */
export async function unpack(
  zip: ByteSource,
  path: string,
  file: PackedFile,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  // Deflate grows what it cannot shrink by 5 bytes per block; a claim beyond that hides a bomb.
  const mostPacked = file.bytes * 1.01 + 1024;
  if (file.bytes > largestFileBytes || file.packedBytes > mostPacked) {
    throw missingTile(`${path} is too large to be part of a slide.`);
  }
  const start = file.offset + (await readHeaderLength(zip, path, file, options));
  const packed = await zip.read(start, file.packedBytes, options);
  const bytes = await inflated(packed, path, file);
  options.signal?.throwIfAborted();
  if (bytes?.byteLength === file.bytes && crc32(bytes) === file.crc32) return bytes;
  throw missingTile(`${path} in ${zip.name} is damaged: it is not what the zip says of it.`);
}

/** The local header may say more of the file than the directory does, so it has its own length. */
async function readHeaderLength(
  zip: ByteSource,
  path: string,
  { offset }: PackedFile,
  options: ReadOptions,
): Promise<number> {
  const bytes = await zip.read(offset, headerBytes, options);
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  if (header.getUint32(0, true) !== headerSignature) {
    throw missingTile(`${path} is not where ${zip.name} says: the zip is damaged.`);
  }
  return headerBytes + header.getUint16(26, true) + header.getUint16(28, true);
}

/** Null where there is more than the zip claims, or what there is cannot be inflated. */
async function inflated(
  packed: Uint8Array<ArrayBuffer>,
  path: string,
  { method, bytes }: PackedFile,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (method === 0) return packed;
  if (method !== 8) throw missingTile(`${path} is packed by method ${method}, not by deflate.`);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return boundedBytes(stream, bytes).catch(() => null);
}
