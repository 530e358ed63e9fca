import type { ByteSource } from "#slides/bytes/byte-source.ts";
import type { FrameGroups } from "./parse-header.ts";
import type { PixelFormat } from "./pixel-format.ts";

/** One file of a series: a level of the slide or a part of one, or a picture beside the tissue. */
export interface Instance {
  readonly file: ByteSource;
  readonly series: string;
  /** "volume" for the tissue, else the picture's name; null for what is neither. */
  readonly role: string | null;
  /** The whole level in pixels, of which the frames are tiles. */
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly frames: number;
  /** Whether the file says that its frames are all tiles, row by row (TILED_FULL). */
  readonly isFull: boolean;
  /** The frames' own places; null where they have none. */
  readonly places: Pick<FrameGroups, "columns" | "rows"> | null;
  /** Which part of a level the file is, where one is stored in several (a concatenation). */
  readonly part: Part | null;
  readonly format: PixelFormat;
  readonly isExplicit: boolean;
  /** Offset of the first element of group 7FE0. */
  readonly pixelsAt: number;
  readonly words: InstanceWords;
}

export interface Part {
  /** Shared by the parts of one level. */
  readonly level: string;
  /** From 1. */
  readonly number: number;
  /** Null where the file does not say. */
  readonly count: number | null;
  /** Frames in the parts before. */
  readonly frameOffset: number;
}

/** What an instance says of the scan. Nothing that names a patient is among it. */
export interface InstanceWords {
  readonly vendor: string | null;
  readonly micronsPerPixel: number | null;
  readonly objectivePower: number | null;
  readonly hasColourProfile: boolean;
}
