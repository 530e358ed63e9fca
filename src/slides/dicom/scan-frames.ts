import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide } from "#slides/slide-faults.ts";
import { assertSpans, type Encapsulated, type FrameSpans } from "./frame-spans.ts";
import { itemHead, itemHeadBytes } from "./items.ts";

/** Read at once: several frames' heads lie in so much. */
const blockBytes = 256 * 2 ** 10;
/** Fragments beyond one a frame; a large picture may be cut into a few hundred. */
const mostFurtherFragments = 2 ** 16;

/**
 * Where the frames lie in a file without offset tables. The whole of it must be passed over, as an
 * item's head alone says where the next one is.
 */
export async function scanFrames(place: Encapsulated): Promise<FrameSpans> {
  const { file, frames, firstItem } = place;
  const blocks = new Blocks(file);
  const items: number[] = [];
  const starts: number[] = [];
  let at = firstItem;
  while (at + itemHeadBytes <= file.size) {
    const head = await blocks.read(at, itemHeadBytes + 3);
    const { kind, length } = itemHead(head);
    if (kind === "end") break;
    if (kind === null || at + itemHeadBytes + length > file.size) {
      throw brokenSlide(`${file.name} has no frame at byte ${at}: it is cut short or damaged.`);
    }
    items.push(at);
    if (isImageStart(head.subarray(itemHeadBytes))) starts.push(at);
    if (items.length > frames + mostFurtherFragments) break;
    at += itemHeadBytes + length;
  }
  const spans = new Float64Array(frames + 1);
  spans.set(startsOf(items, starts, place));
  spans[frames] = at;
  assertSpans(spans, file);
  return spans;
}

/** One item a frame, or one frame; else a frame begins where an image does. */
function startsOf(
  items: readonly number[],
  starts: readonly number[],
  { file, frames, firstItem }: Encapsulated,
): readonly number[] {
  if (items.length === frames) return items;
  if (frames === 1 && items.length > 1) return [firstItem];
  if (starts.length === frames) return starts;
  throw brokenSlide(`${file.name} has ${frames} frames, but ${items.length} pieces of them.`);
}

/** SOI of JPEG or SOC of JPEG 2000, each with the FF of the marker that follows. */
function isImageStart([first, second, third]: Uint8Array): boolean {
  return first === 0xff && (second === 0xd8 || second === 0x4f) && third === 0xff;
}

/** Reads on in blocks. */
class Blocks {
  readonly #file: ByteSource;
  #at = 0;
  #bytes = new Uint8Array(0);

  constructor(file: ByteSource) {
    this.#file = file;
  }

  /** `length` bytes, fewer at the end of the file. */
  async read(at: number, length: number): Promise<Uint8Array> {
    const end = Math.min(at + length, this.#file.size);
    if (at < this.#at || end > this.#at + this.#bytes.length) {
      this.#bytes = await this.#file.read(at, Math.min(blockBytes, this.#file.size - at));
      this.#at = at;
    }
    return this.#bytes.subarray(at - this.#at, end - this.#at);
  }
}
