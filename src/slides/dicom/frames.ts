import { abortable } from "#core/abortable.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { type Encapsulated, type FrameSpans, readOffsetTables } from "./frame-spans.ts";
import type { Instance } from "./instance.ts";
import { itemHeadBytes, joinFragments } from "./items.ts";
import { findPixelData, type PixelData } from "./pixel-data.ts";
import type { ReadableFormat } from "./pixel-format.ts";
import { scanFrames } from "./scan-frames.ts";

/** The frames of one file, as stored. `read` throws an Error for one that is damaged. */
export interface Frames {
  read(frame: number, options?: ReadOptions): Promise<Uint8Array<ArrayBuffer>>;
}

/** Throws `slide-unreadable` where the file cannot hold the frames it claims. */
export async function openFrames(
  instance: Instance,
  { coding, samples }: ReadableFormat,
  options: ReadOptions = {},
): Promise<Frames> {
  const { file, frames, tileWidth, tileHeight } = instance;
  const pixels = await findPixelData(file, instance, options);
  const isNative = coding === "native";
  const frameBytes = isNative ? tileWidth * tileHeight * samples : itemHeadBytes;
  const room = pixels.length ?? file.size - pixels.at;
  if (isNative !== (pixels.length !== null)) {
    throw brokenSlide(`${file.name} stores its frames otherwise than it says.`);
  }
  if (frames * frameBytes > room || pixels.at + room > file.size) {
    throw brokenSlide(`${file.name} is too short for its ${frames} frames: it is cut short.`);
  }
  if (isNative) return new NativeFrames(file, pixels, frameBytes);
  const { spans, ...place } = await readOffsetTables(file, pixels, frames, options);
  return new EncapsulatedFrames(place, spans);
}

/** The frames of several files as those of one. */
export function joinFrames(
  files: readonly { readonly frames: number; readonly opened: Frames }[],
): Frames {
  return {
    async read(frame, options) {
      let at = frame;
      for (const { frames, opened } of files) {
        if (at < frames) return opened.read(at, options);
        at -= frames;
      }
      throw new RangeError(`no frame ${frame}`);
    },
  };
}

class NativeFrames implements Frames {
  readonly #file: ByteSource;
  readonly #pixels: PixelData;
  readonly #frameBytes: number;

  constructor(file: ByteSource, pixels: PixelData, frameBytes: number) {
    this.#file = file;
    this.#pixels = pixels;
    this.#frameBytes = frameBytes;
  }

  read(frame: number, options: ReadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    const at = this.#pixels.at + frame * this.#frameBytes;
    return this.#file.read(at, this.#frameBytes, options);
  }
}

class EncapsulatedFrames implements Frames {
  readonly #place: Encapsulated;
  #spans: Promise<FrameSpans> | null;

  constructor(place: Encapsulated, spans: FrameSpans | null) {
    this.#place = place;
    this.#spans = spans === null ? null : Promise.resolve(spans);
  }

  async read(frame: number, options: ReadOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    const spans = await abortable(this.#found(), options.signal);
    const start = spans[frame] as number;
    const length = (spans[frame + 1] as number) - start;
    return joinFragments(await this.#place.file.read(start, length, options));
  }

  /** Scanned once, for all readers, when the first frame is asked for. */
  #found(): Promise<FrameSpans> {
    this.#spans ??= scanFrames(this.#place).catch((thrown: unknown) => {
      this.#spans = null;
      throw thrown;
    });
    return this.#spans;
  }
}
