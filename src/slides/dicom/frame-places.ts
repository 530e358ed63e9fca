import { brokenSlide } from "#slides/slide-faults.ts";
import type { Volume } from "./join-parts.ts";

/** Tiles across and down. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** Which frame shows a tile of the grid; null for a tile that was not scanned. */
export type FramePlaces = (column: number, row: number) => number | null;

export function gridOf({ width, height, tileWidth, tileHeight }: Volume): Grid {
  return { columns: Math.ceil(width / tileWidth), rows: Math.ceil(height / tileHeight) };
}

/** Further focal planes and optical paths come after all tiles of the first: they are not shown. */
export function rowByRow({ columns }: Grid): FramePlaces {
  return (column, row) => row * columns + column;
}

export function columnByColumn({ rows }: Grid): FramePlaces {
  return (column, row) => column * rows + row;
}

/**
 * Where the frames say they are. Of several at one place (focal planes, optical paths) the first is
 * shown. Throws `slide-unreadable` where one lies off the grid or says nothing.
 */
export function byPlaces(volume: Volume, places: NonNullable<Volume["places"]>): FramePlaces {
  const { name, tileWidth, tileHeight } = volume;
  const { columns, rows } = gridOf(volume);
  const frames = new Map<number, number>();
  for (const [frame, x] of places.columns.entries()) {
    const y = places.rows[frame] ?? Number.NaN;
    const column = (x - 1) / tileWidth;
    const row = (y - 1) / tileHeight;
    const isOnGrid = Number.isInteger(column) && Number.isInteger(row);
    if (!isOnGrid || column < 0 || row < 0 || column >= columns || row >= rows) {
      throw brokenSlide(
        `${name} places frame ${frame + 1} at ${x}, ${y}: that is no tile's place.`,
      );
    }
    const tile = row * columns + column;
    if (!frames.has(tile)) frames.set(tile, frame);
  }
  return (column, row) => frames.get(row * columns + column) ?? null;
}
