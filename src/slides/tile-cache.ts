import { abortable } from "#core/abortable.ts";
import type { RgbImage } from "./slide-source.ts";

interface Entry {
  readonly image: Promise<RgbImage>;
  readonly loading: AbortController;
  waiting: number;
  /** Zero until the image is there. */
  bytes: number;
}

/**
 * Decoded tiles, the least recently used dropped first once they exceed `byteLimit`. Readers of one
 * tile share one load; it is stopped when the last of them has gone, and forgotten when it fails.
 */
export class TileCache {
  readonly #byteLimit: number;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(byteLimit: number) {
    this.#byteLimit = byteLimit;
  }

  async get(
    key: string,
    load: (signal: AbortSignal) => Promise<RgbImage>,
    signal?: AbortSignal,
  ): Promise<RgbImage> {
    signal?.throwIfAborted();
    const entry = this.#entries.get(key) ?? this.#load(key, load);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.waiting += 1;
    try {
      return await abortable(entry.image, signal);
    } finally {
      entry.waiting -= 1;
      if (entry.waiting === 0 && entry.bytes === 0) this.#drop(key, entry);
    }
  }

  clear(): void {
    for (const [key, entry] of this.#entries) this.#drop(key, entry);
  }

  #load(key: string, load: (signal: AbortSignal) => Promise<RgbImage>): Entry {
    const loading = new AbortController();
    const entry: Entry = { image: load(loading.signal), loading, waiting: 0, bytes: 0 };
    const keep = (image: RgbImage) => {
      if (this.#entries.get(key) !== entry) return;
      entry.bytes = image.data.byteLength;
      this.#bytes += entry.bytes;
      this.#shrink();
    };
    entry.image.then(keep, () => this.#drop(key, entry));
    return entry;
  }

  #shrink(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#byteLimit) return;
      if (entry.bytes > 0) this.#drop(key, entry);
    }
  }

  #drop(key: string, entry: Entry): void {
    if (this.#entries.get(key) !== entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    entry.loading.abort();
  }
}
