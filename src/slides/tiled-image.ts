import type { ReadOptions, RgbImage, SlideFacts, SlideLevel } from "./slide-source.ts";

/** Which tile: of a level (0 is the finest), at a column and row of its grid. */
export interface TileAddress {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** A level as a file stores it. */
export type StoredLevel = Omit<SlideLevel, "isStored">;

/**
 * What each format gives: facts, levels and tiles as stored. `TiledSource` makes a slide of it.
 *
 * `tile` is asked for addresses on the grid only. It returns the bytes as a browser decodes them
 * (JPEG, PNG, WebP), RGB where no browser does, or null for a tile the file leaves out as empty.
 * A tile is as large as the part of the level it shows, or padded at the right and the bottom.
 * Throws `slide-tile-missing`.
 */
export interface TiledImage {
  readonly facts: SlideFacts;
  /** Finest first, at least one. */
  readonly levels: readonly StoredLevel[];
  tile(address: TileAddress, options?: ReadOptions): Promise<Blob | RgbImage | null>;
  /** One of the facts' pictures; disposed of with this image. Throws `slide-tile-missing`. */
  picture(name: string): TiledImage;
  dispose(): void;
}
