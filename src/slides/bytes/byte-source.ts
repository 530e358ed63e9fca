import type { ReadOptions } from "#slides/slide-source.ts";

/**
 * The bytes of one file, read in parts. `read` returns exactly `length` bytes and throws
 * `slide-unreadable` where the file ends before them, `slide-tile-missing` where they cannot be had.
 */
export interface ByteSource {
  /** The file's name, for a person. */
  readonly name: string;
  readonly size: number;
  read(offset: number, length: number, options?: ReadOptions): Promise<Uint8Array<ArrayBuffer>>;
  dispose(): void;
}

/** No tile, header or table of a slide is larger; a file that claims one is broken or hostile. */
export const largestReadBytes = 256 * 2 ** 20;
