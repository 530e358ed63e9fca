import type { DeepZoomHeader } from "./parse-dzi.ts";

/** Whole pixels of one level: `x0 <= x < x1`. */
export interface PixelBounds {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface TileAddress {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** A tile; of the pixels it `shows` of its level, its neighbours show those it does not `own` too. */
export interface Tile extends TileAddress {
  readonly shows: PixelBounds;
  readonly owns: PixelBounds;
}

/** The arithmetic of a Deep Zoom pyramid: each level halves the next, rounded up, down to 1x1. */
export class Pyramid {
  readonly header: DeepZoomHeader;
  readonly levels: number;

  constructor(header: DeepZoomHeader) {
    this.header = header;
    this.levels = Math.ceil(Math.log2(Math.max(header.width, header.height))) + 1;
  }

  /** Level-0 pixels on one side of a level's pixel. */
  downsample(level: number): number {
    return 2 ** (this.levels - 1 - level);
  }

  size(level: number): { width: number; height: number } {
    const down = this.downsample(level);
    return {
      width: Math.ceil(this.header.width / down),
      height: Math.ceil(this.header.height / down),
    };
  }

  /** Coarsest level whose pixels are not larger than asked, 1 % allowed: scanners' scales wander. */
  levelFor(downsample: number): number {
    const halvings = Math.floor(Math.log2(downsample * 1.01));
    return this.levels - 1 - Math.min(Math.max(halvings, 0), this.levels - 1);
  }

  /** The tile at a place of the grid, or null where the level has none. */
  tile({ level, column, row }: TileAddress): Tile | null {
    if (!Number.isInteger(level) || level < 0 || level >= this.levels) return null;
    const { width, height } = this.size(level);
    const { tileSize, tileOverlap } = this.header;
    const isOnGrid = (index: number, side: number) =>
      Number.isInteger(index) && index >= 0 && index * tileSize < side;
    if (!isOnGrid(column, width) || !isOnGrid(row, height)) return null;
    const grownBy = (margin: number): PixelBounds => ({
      x0: Math.max(0, column * tileSize - margin),
      y0: Math.max(0, row * tileSize - margin),
      x1: Math.min(width, (column + 1) * tileSize + margin),
      y1: Math.min(height, (row + 1) * tileSize + margin),
    });
    return { level, column, row, shows: grownBy(tileOverlap), owns: grownBy(0) };
  }

  /** The tiles that together show the part of `bounds` that lies on the level, row by row. */
  tilesOver(level: number, bounds: PixelBounds): Tile[] {
    const { width, height } = this.size(level);
    const { tileSize } = this.header;
    const range = (start: number, end: number, side: number) => {
      if (start >= side) return [];
      const first = Math.floor(Math.max(0, start) / tileSize);
      const after = Math.ceil(Math.min(side, end) / tileSize);
      return Array.from({ length: Math.max(0, after - first) }, (_, index) => first + index);
    };
    const columns = range(bounds.x0, bounds.x1, width);
    return range(bounds.y0, bounds.y1, height).flatMap((row) =>
      columns.flatMap((column) => this.tile({ level, column, row }) ?? []),
    );
  }
}
