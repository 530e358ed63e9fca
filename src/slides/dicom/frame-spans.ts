import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { itemHead, itemHeadBytes } from "./items.ts";
import type { PixelData } from "./pixel-data.ts";

/**
 * Where encapsulated frames lie: frame i is the items from `spans[i]` to `spans[i + 1]`, and one
 * more entry than there are frames.
 */
export type FrameSpans = Float64Array;

export interface Encapsulated {
  readonly file: ByteSource;
  readonly frames: number;
  /** Offset of the first frame's first item. */
  readonly firstItem: number;
}

/** A frame of 4096x4096 pixels without any compression has 48 MiB. */
const largestFrameBytes = 64 * 2 ** 20;

/** Reads the offset tables. `spans` is null where the file has none and its items must be scanned. */
export async function readOffsetTables(
  file: ByteSource,
  pixels: PixelData,
  frames: number,
  options: ReadOptions = {},
): Promise<Encapsulated & { readonly spans: FrameSpans | null }> {
  const { kind, length } = itemHead(await file.read(pixels.at, itemHeadBytes, options));
  if (kind !== "item") throw brokenSlide(`${file.name} has no table of its frames.`);
  const basic = { at: pixels.at + itemHeadBytes, length };
  const place = { file, frames, firstItem: basic.at + length };
  const [table, size] = pixels.extendedOffsets === null ? [basic, 4] : [pixels.extendedOffsets, 8];
  if (table.length === 0) return { ...place, spans: null };
  if (table.length !== frames * size) {
    const entries = table.length / size;
    throw brokenSlide(`${file.name} has ${frames} frames and the offsets of ${entries}.`);
  }
  const bytes = await file.read(table.at, table.length, options);
  const offsets = size === 4 ? unwrapped(bytes) : new BigUint64Array(bytes.buffer);
  return { ...place, spans: spansOf(offsets, place) };
}

/** Basic offsets have 32 bits; in a file beyond 4 GiB some writers let them run over. */
function unwrapped(bytes: Uint8Array<ArrayBuffer>): Float64Array {
  let over = 0;
  let last = 0;
  return Float64Array.from(new Uint32Array(bytes.buffer), (offset) => {
    if (offset < last) over += 2 ** 32;
    last = offset;
    return offset + over;
  });
}

function spansOf(
  offsets: Float64Array | BigUint64Array,
  { file, frames, firstItem }: Encapsulated,
): FrameSpans {
  const spans = new Float64Array(frames + 1);
  for (let frame = 0; frame < frames; frame += 1) {
    spans[frame] = firstItem + Number(offsets[frame]);
  }
  const last = spans[frames - 1] as number;
  spans[frames] = Math.min(file.size, last + largestFrameBytes);
  assertSpans(spans, file);
  return spans;
}

/** Throws `slide-unreadable` where frames would overlap, lie outside of the file, or be too large. */
export function assertSpans(spans: FrameSpans, file: ByteSource): void {
  for (let frame = 0; frame < spans.length - 1; frame += 1) {
    const start = spans[frame] as number;
    const length = (spans[frame + 1] as number) - start;
    if (length < itemHeadBytes || length > largestFrameBytes || start + length > file.size) {
      throw brokenSlide(
        `${file.name} says that frame ${frame + 1} is ${length} bytes at ${start}.`,
      );
    }
  }
}
