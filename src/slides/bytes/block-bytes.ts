import { abortable } from "#core/abortable.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import type { ByteSource } from "./byte-source.ts";
import { assertInside } from "./inside.ts";
import { joinBytes } from "./join-bytes.ts";

/** 64 KiB: holds most JPEG tiles whole; at 50 Mbit/s on its way for 10 ms, less than a request. */
export const blockBytes = 2 ** 16;
/** 16 MiB in all. */
const keptBlocks = 256;
/** A longer read is a strip or a table, asked for once: it would only push the tiles out. */
const largestKeptRead = 2 ** 20;

/** One read of the source under way, for one or more blocks and any number of readers. */
interface Loading {
  readonly blocks: readonly number[];
  readonly stop: AbortController;
  waiting: number;
}

/**
 * Reads a source in whole blocks and keeps them, the least recently used dropped first. Missing
 * blocks that lie together come in one read. Readers share the reads under way; one is stopped when
 * the last of its readers has gone, and forgotten when it fails.
 */
export class BlockBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #source: ByteSource;
  readonly #kept = new Map<number, Promise<Uint8Array>>();
  readonly #loading = new Map<number, Loading>();

  /** `first` is the source's first block, where it was read already. */
  constructor(source: ByteSource, first?: Uint8Array) {
    this.name = source.name;
    this.size = source.size;
    this.#source = source;
    if (first !== undefined) this.#kept.set(0, Promise.resolve(first));
  }

  async read(
    offset: number,
    length: number,
    options: ReadOptions = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    options.signal?.throwIfAborted();
    assertInside(this, offset, length);
    if (length > largestKeptRead) return this.#source.read(offset, length, options);
    const first = Math.floor(offset / blockBytes);
    const count = length === 0 ? 0 : Math.floor((offset + length - 1) / blockBytes) - first + 1;
    const blocks = Array.from({ length: count }, (_, index) => first + index);
    const parts = await this.#wait(blocks, options.signal);
    const asked = parts.map((part, index) => {
      const from = offset - (first + index) * blockBytes;
      return part.subarray(Math.max(0, from), from + length);
    });
    return joinBytes(asked);
  }

  dispose(): void {
    for (const { stop } of this.#loading.values()) stop.abort();
    this.#loading.clear();
    this.#kept.clear();
    this.#source.dispose();
  }

  async #wait(
    blocks: readonly number[],
    signal: AbortSignal | undefined,
  ): Promise<readonly Uint8Array[]> {
    for (const run of runsOf(blocks.filter((block) => !this.#kept.has(block)))) this.#load(run);
    const loads = new Set(blocks.flatMap((block) => this.#loading.get(block) ?? []));
    for (const load of loads) load.waiting += 1;
    const parts = Promise.all(blocks.flatMap((block) => this.#use(block) ?? []));
    this.#shrink();
    try {
      return await abortable(parts, signal);
    } finally {
      for (const load of loads) this.#leave(load);
    }
  }

  #load(blocks: readonly number[]): void {
    const offset = (blocks[0] ?? 0) * blockBytes;
    const length = Math.min(blocks.length * blockBytes, this.size - offset);
    const load: Loading = { blocks, stop: new AbortController(), waiting: 0 };
    const bytes = this.#source.read(offset, length, { signal: load.stop.signal });
    for (const [index, block] of blocks.entries()) {
      const from = index * blockBytes;
      this.#kept.set(
        block,
        bytes.then((all) => all.slice(from, from + blockBytes)),
      );
      this.#loading.set(block, load);
    }
    const done = () => this.#forget(load, this.#loading);
    bytes.then(done, () => this.#forget(load, this.#kept, this.#loading));
  }

  /** A block, as the most recently used. */
  #use(block: number): Promise<Uint8Array> | undefined {
    const bytes = this.#kept.get(block);
    this.#kept.delete(block);
    if (bytes !== undefined) this.#kept.set(block, bytes);
    return bytes;
  }

  #leave(load: Loading): void {
    load.waiting -= 1;
    if (load.waiting > 0 || !load.blocks.some((block) => this.#loading.get(block) === load)) return;
    this.#forget(load, this.#kept, this.#loading);
    load.stop.abort();
  }

  #forget(load: Loading, ...maps: readonly Map<number, unknown>[]): void {
    const own = load.blocks.filter((block) => this.#loading.get(block) === load);
    for (const map of maps) for (const block of own) map.delete(block);
  }

  #shrink(): void {
    for (const block of this.#kept.keys()) {
      if (this.#kept.size <= keptBlocks) return;
      if (!this.#loading.has(block)) this.#kept.delete(block);
    }
  }
}

/** Numbers in rising order, parted where one is left out. */
function runsOf(blocks: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const block of blocks) {
    const run = runs.at(-1);
    if (run?.at(-1) === block - 1) run.push(block);
    else runs.push([block]);
  }
  return runs;
}
