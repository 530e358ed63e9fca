import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { tags } from "./tags.ts";

export interface ByteRange {
  readonly at: number;
  readonly length: number;
}

/** Where the pixels of a file lie. */
export interface PixelData {
  /** Offset of the value: the first frame, or the item of the Basic Offset Table. */
  readonly at: number;
  /** Null where the frames are encapsulated, so that the length is undefined. */
  readonly length: number | null;
  /** Value of the Extended Offset Table (7FE0,0001). */
  readonly extendedOffsets: ByteRange | null;
}

/** Group 7FE0 has four elements with little before the pixels. */
const mostElements = 8;

/** Walks group 7FE0 from `at` to (7FE0,0010), past the tables that may be large. */
export async function findPixelData(
  file: ByteSource,
  { pixelsAt, isExplicit }: { readonly pixelsAt: number; readonly isExplicit: boolean },
  options: ReadOptions = {},
): Promise<PixelData> {
  const headBytes = isExplicit ? 12 : 8;
  let at = pixelsAt;
  let extendedOffsets: ByteRange | null = null;
  for (let count = 0; count < mostElements; count += 1) {
    const head = new DataView((await file.read(at, headBytes, options)).buffer);
    const tag = tagOf(head);
    const length = head.getUint32(headBytes - 4, true);
    const isUndefined = length === 0xffffffff;
    at += headBytes;
    if (tag === tags.pixelData) return { at, length: isUndefined ? null : length, extendedOffsets };
    if (tag === tags.extendedOffsets) extendedOffsets = { at, length };
    if (isUndefined || !tag.startsWith("x7fe0")) break;
    at += length;
  }
  throw brokenSlide(`${file.name} has no 8-bit pixels.`);
}

function tagOf(head: DataView): string {
  const hex = (at: number) => head.getUint16(at, true).toString(16).padStart(4, "0");
  return `x${hex(0)}${hex(2)}`;
}
