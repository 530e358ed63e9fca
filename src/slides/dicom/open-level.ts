import { brokenSlide, missingTile, unreadableSlide } from "#slides/slide-faults.ts";
import type { ReadOptions, RgbImage } from "#slides/slide-source.ts";
import { assertSaneLevels } from "#slides/stored-levels.ts";
import type { StoredLevel } from "#slides/tiled-image.ts";
import { decodeFrame } from "./decode-frame.ts";
import type { DicomDecoders } from "./dicom-decoders.ts";
import { orderBySeams } from "./frame-order.ts";
import {
  byPlaces,
  columnByColumn,
  type FramePlaces,
  type Grid,
  gridOf,
  rowByRow,
} from "./frame-places.ts";
import { joinFrames, openFrames } from "./frames.ts";
import type { Volume } from "./join-parts.ts";
import { type ReadableFormat, readableFormat } from "./pixel-format.ts";

type Frame = Blob | RgbImage;
type ReadFrame = (frame: number, options?: ReadOptions) => Promise<Frame>;

/** A level or a picture, ready to be read. */
export interface DicomLevel {
  readonly volume: Volume;
  readonly format: ReadableFormat;
  readonly stored: StoredLevel;
  /** The file does not say where the frames lie. */
  readonly isOrderFound: boolean;
  /** Null for a tile that was not scanned. Throws `slide-tile-missing`. */
  tile(column: number, row: number, options?: ReadOptions): Promise<Frame | null>;
}

/** Finds the frames of a level. Throws `slide-unreadable`. */
export async function openLevel(
  volume: Volume,
  downsample: number,
  decoders: DicomDecoders,
  options: ReadOptions = {},
): Promise<DicomLevel> {
  const { width, height, tileWidth, tileHeight, name } = volume;
  const stored = { width, height, downsample, tileWidth, tileHeight, overlap: 0 };
  assertSaneLevels([stored], name);
  const format = readableFormat(volume.format, name);
  const read = await frameReader(volume, format, decoders, options);
  const isOrderFound = isUnplaced(volume);
  const places = isOrderFound
    ? await foundPlaces(volume, read, decoders, options)
    : placesOf(volume);
  return {
    volume,
    format,
    stored,
    isOrderFound,
    async tile(column, row, tileOptions) {
      const frame = places(column, row);
      return frame === null ? null : read(frame, tileOptions);
    },
  };
}

async function frameReader(
  volume: Volume,
  format: ReadableFormat,
  { jpeg2000 }: DicomDecoders,
  options: ReadOptions,
): Promise<ReadFrame> {
  const files = volume.parts.map(async (part) => {
    return { frames: part.frames, opened: await openFrames(part, format, options) };
  });
  const frames = joinFrames(await Promise.all(files));
  return async (frame, { signal } = {}) => {
    try {
      const bytes = await frames.read(frame, signal === undefined ? {} : { signal });
      return await decodeFrame(bytes, format, volume, jpeg2000);
    } catch (thrown) {
      signal?.throwIfAborted();
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      throw missingTile(`Frame ${frame + 1} of ${volume.name} cannot be read: ${why}`, thrown);
    }
  };
}

/** Neither position nor order of the frames is said, and there is more than one that they may have. */
function isUnplaced(volume: Volume): boolean {
  const { columns, rows } = gridOf(volume);
  return volume.places === null && !volume.isFull && columns > 1 && rows > 1;
}

function placesOf(volume: Volume): FramePlaces {
  if (volume.places !== null) return byPlaces(volume, volume.places);
  return rowByRow(wholeGridOf(volume));
}

/** Throws `slide-unreadable` where there are fewer frames than tiles. */
function wholeGridOf(volume: Volume): Grid {
  const grid = gridOf(volume);
  const tiles = grid.columns * grid.rows;
  if (volume.frames >= tiles) return grid;
  throw brokenSlide(`${volume.name} has ${volume.frames} frames for ${tiles} tiles.`);
}

async function foundPlaces(
  volume: Volume,
  read: ReadFrame,
  { image }: DicomDecoders,
  options: ReadOptions,
): Promise<FramePlaces> {
  const { name, tileWidth, tileHeight } = volume;
  const grid = wholeGridOf(volume);
  const decoded = async (frame: number): Promise<RgbImage> => {
    const stored = await read(frame, options);
    if (!(stored instanceof Blob)) return stored;
    return image.decode(stored, Math.max(tileWidth, tileHeight));
  };
  const unplaced = (cause?: unknown) => {
    options.signal?.throwIfAborted();
    return unreadableSlide(`${name} does not say where its frames lie.`, cause);
  };
  const order = await orderBySeams(grid, decoded).catch((thrown: unknown) => {
    throw unplaced(thrown);
  });
  if (order === null) throw unplaced();
  return order === "rows" ? rowByRow(grid) : columnByColumn(grid);
}
