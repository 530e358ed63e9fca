import type { Level0Rect } from "#core/geometry.ts";

/** Where a slide's microns per pixel came from; null while nobody has said. */
export type ScaleOrigin = "vips-properties" | "address" | "person";

export interface SlideDescription {
  readonly name: string;
  /** Level-0 size in pixels. */
  readonly width: number;
  readonly height: number;
  readonly micronsPerPixel: number | null;
  readonly scaleOrigin: ScaleOrigin | null;
  readonly objectivePower: number | null;
  readonly tileSize: number;
  readonly tileOverlap: number;
  readonly tileFormat: string;
  /** Deep Zoom levels; the last is full resolution. */
  readonly levels: number;
}

/** RGB bytes, row by row, three a pixel: `data.length === width * height * 3`. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
}

/**
 * The one door to a slide's pixels, for the models and the viewer alike.
 *
 * `read` returns the rectangle at the asked microns per pixel, `round(width * mpp0 / mpp)` wide;
 * what lies outside the slide is white (255). Throws `slide-scale-unknown` while the slide has no
 * microns per pixel, `slide-tile-missing` when a tile cannot be had.
 * `readTile` returns one encoded tile of a Deep Zoom level, as stored.
 */
export interface SlideSource {
  describe(): Promise<SlideDescription>;
  setMicronsPerPixel(micronsPerPixel: number): Promise<SlideDescription>;
  read(rect: Level0Rect, micronsPerPixel: number, options?: ReadOptions): Promise<RgbImage>;
  readTile(level: number, column: number, row: number, options?: ReadOptions): Promise<Blob>;
  dispose(): Promise<void>;
}
