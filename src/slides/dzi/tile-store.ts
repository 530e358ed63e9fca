import type { ReadOptions } from "#slides/slide-source.ts";

/**
 * Where the files of a slide lie. `get` returns a whole file by its path beside the .dzi, and throws
 * `slide-tile-missing` with the file's address when there is none.
 */
export interface TileStore {
  get(path: string, options?: ReadOptions): Promise<Blob>;
  dispose(): void;
}

/** Larger than any tile or .dzi: a file beyond it is not one, and is not read into memory. */
export const largestFileBytes = 64 * 2 ** 20;
