import type { SlideLevel } from "./slide-source.ts";
import type { TileAddress } from "./tiled-image.ts";

/** Whole pixels of one level: `x0 <= x < x1`. */
export interface PixelBounds {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A tile; of the pixels it `shows` of its level, its neighbours show those it does not `own` too. */
export interface Tile extends TileAddress {
  readonly shows: PixelBounds;
  readonly owns: PixelBounds;
}

type Grid = Omit<SlideLevel, "downsample" | "isStored">;

/** Index of the coarsest level whose pixels are not larger than asked, 1 % allowed: scales wander. */
export function levelFor(levels: readonly { downsample: number }[], downsample: number): number {
  const found = levels.findLastIndex((level) => level.downsample <= downsample * 1.01);
  return Math.max(0, found);
}

/** The tile at a place of the grid, or null where the level has none. */
export function tileOf(grid: Grid | undefined, address: TileAddress): Tile | null {
  if (grid === undefined) return null;
  const { width, height, tileWidth, tileHeight, overlap } = grid;
  const { column, row } = address;
  const isOnGrid = (index: number, step: number, side: number) =>
    Number.isInteger(index) && index >= 0 && index * step < side;
  if (!isOnGrid(column, tileWidth, width) || !isOnGrid(row, tileHeight, height)) return null;
  const grownBy = (margin: number): PixelBounds => ({
    x0: Math.max(0, column * tileWidth - margin),
    y0: Math.max(0, row * tileHeight - margin),
    x1: Math.min(width, (column + 1) * tileWidth + margin),
    y1: Math.min(height, (row + 1) * tileHeight + margin),
  });
  return { ...address, shows: grownBy(overlap), owns: grownBy(0) };
}

/** The tiles that together show the part of `bounds` that lies on the level, row by row. */
export function tilesOver(grid: Grid, level: number, bounds: PixelBounds): Tile[] {
  const columns = range(bounds.x0, bounds.x1, grid.tileWidth, grid.width);
  return range(bounds.y0, bounds.y1, grid.tileHeight, grid.height).flatMap((row) =>
    columns.flatMap((column) => tileOf(grid, { level, column, row }) ?? []),
  );
}

function range(start: number, end: number, step: number, side: number): number[] {
  if (start >= side) return [];
  const first = Math.floor(Math.max(0, start) / step);
  const after = Math.ceil(Math.min(side, end) / step);
  return Array.from({ length: Math.max(0, after - first) }, (_, index) => first + index);
}

/** A coarsest level larger than this on a side gets coarser ones made from it. */
const largestOverview = 1024;
const madeTile = 512;

/** The stored levels and, below the coarsest, halves of it until an overview is small. */
export function withOverviews(stored: readonly Omit<SlideLevel, "isStored">[]): SlideLevel[] {
  const levels: SlideLevel[] = stored.map((level) => ({ ...level, isStored: true }));
  for (;;) {
    const coarsest = levels.at(-1);
    if (coarsest === undefined) return levels;
    if (Math.max(coarsest.width, coarsest.height) <= largestOverview) return levels;
    levels.push({
      width: Math.ceil(coarsest.width / 2),
      height: Math.ceil(coarsest.height / 2),
      downsample: coarsest.downsample * 2,
      tileWidth: madeTile,
      tileHeight: madeTile,
      overlap: 0,
      isStored: false,
    });
  }
}
