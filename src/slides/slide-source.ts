import type { Level0Rect } from "#core/geometry.ts";

/** Where a slide's microns per pixel came from; null while nobody has said. */
export type ScaleOrigin = "file" | "address" | "person";

/** One scale of a slide, its tiles on a grid from the top left. */
export interface SlideLevel {
  /** Size in the level's own pixels. */
  readonly width: number;
  readonly height: number;
  /** Level-0 pixels on one side of one of its pixels. */
  readonly downsample: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Pixels that a tile shows of each neighbour: Deep Zoom alone has them. */
  readonly overlap: number;
  /** False where the file stores no such level and its tiles are made from the finer one. */
  readonly isStored: boolean;
}

/** What a slide's file says of itself. */
export interface SlideFacts {
  readonly name: string;
  /** The format in a person's words: "Aperio SVS". */
  readonly format: string;
  readonly vendor: string | null;
  /** How the tiles are stored: "JPEG", "JPEG 2000", "LZW". */
  readonly compression: string;
  readonly micronsPerPixel: number | null;
  readonly objectivePower: number | null;
  /** Whether the file holds an ICC profile. Pixels are shown and read as stored, without it. */
  readonly hasColourProfile: boolean;
  /** What a person should know of how the file was read, one sentence each. */
  readonly notes: readonly string[];
  /** Pictures beside the tissue, by name: "label", "macro", "thumbnail". */
  readonly pictures: readonly string[];
}

export interface SlideDescription extends SlideFacts {
  /** Level-0 size in pixels. */
  readonly width: number;
  readonly height: number;
  readonly scaleOrigin: ScaleOrigin | null;
  /** Finest first. */
  readonly levels: readonly SlideLevel[];
}

/** RGB bytes, row by row, three a pixel: `data.length === width * height * 3`. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * A tile to draw: encoded as stored where a browser can decode it (at an edge it may then be larger
 * than what it shows), else the pixels it shows. Whoever asked for a bitmap closes it.
 */
export type SlideTile = Blob | RgbImage | ImageBitmap;

export interface ReadOptions {
  readonly signal?: AbortSignal;
}

/**
 * The one door to a slide's pixels, for the models and the viewer alike.
 *
 * `read` returns the rectangle at the asked microns per pixel, `round(width * mpp0 / mpp)` wide;
 * what lies outside the slide is white (255). Throws `slide-scale-unknown` while the slide has no
 * microns per pixel, `slide-tile-missing` when a tile cannot be had.
 * `readTile` returns one tile of a level; from the pixels worker a bitmap in place of RGB, so that
 * the page's thread has only to draw it.
 * `readPicture` returns one of `pictures`, 2048 pixels wide or high at most; a label may name the
 * patient, so show it only when asked.
 */
export interface SlideSource {
  describe(): Promise<SlideDescription>;
  setMicronsPerPixel(micronsPerPixel: number): Promise<SlideDescription>;
  read(rect: Level0Rect, micronsPerPixel: number, options?: ReadOptions): Promise<RgbImage>;
  readTile(level: number, column: number, row: number, options?: ReadOptions): Promise<SlideTile>;
  readPicture(name: string, options?: ReadOptions): Promise<RgbImage>;
  dispose(): Promise<void>;
}
