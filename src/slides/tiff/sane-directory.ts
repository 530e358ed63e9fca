import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide } from "#slides/slide-faults.ts";

export interface DirectoryPlace {
  readonly offset: number;
  readonly littleEndian: boolean;
  readonly bigTiff: boolean;
}

/** Bytes of a value by its field type (TIFF 6.0 section 2, and BigTIFF's 16 to 18); 0 is no type. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
/** The tables of a million tiles are 16 MB; nothing that a directory points at is larger. */
const largestValueBytes = 64 * 2 ** 20;
const mostFields = 4096;

/** Checks that all a directory points at lies in the file, before anything is allocated for it. */
export async function assertSaneDirectory(bytes: ByteSource, place: DirectoryPlace): Promise<void> {
  const { offset, littleEndian, bigTiff } = place;
  const [countBytes, fieldBytes, wordBytes] = bigTiff ? [8, 20, 8] : [2, 12, 4];
  const head = view(await bytes.read(offset, countBytes));
  const count = bigTiff
    ? Number(head.getBigUint64(0, littleEndian))
    : head.getUint16(0, littleEndian);
  if (count === 0 || count > mostFields) {
    throw brokenSlide(`${bytes.name} has a directory of ${count} fields.`);
  }
  const fields = view(await bytes.read(offset + countBytes, count * fieldBytes + wordBytes));
  const word = (at: number) =>
    bigTiff ? Number(fields.getBigUint64(at, littleEndian)) : fields.getUint32(at, littleEndian);
  for (let at = 0; at < count * fieldBytes; at += fieldBytes) {
    const tag = fields.getUint16(at, littleEndian);
    const size = (typeBytes[fields.getUint16(at + 2, littleEndian)] ?? 0) * word(at + 4);
    const start = size > wordBytes ? word(at + 4 + wordBytes) : 0;
    if (size > largestValueBytes || start + size > bytes.size) {
      throw brokenSlide(
        `${bytes.name} keeps ${size} bytes of field ${tag} at ${start}, but has only ${bytes.size}: it is cut short or damaged.`,
      );
    }
  }
}

function view(read: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(read.buffer, read.byteOffset, read.byteLength);
}
