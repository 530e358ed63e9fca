import type { Level0Rect } from "#core/geometry.ts";
import { type CellTable, outlineOf } from "#pipeline/cells/cell-table.ts";

/** Level-0 pixels of a tile's side: a few hundred nuclei, and little more than is in view at 40x. */
export const TILE_SIDE = 1024;

/** The cells whose centres lie in one square of the slide. */
export interface CellTile {
  readonly column: number;
  readonly row: number;
  /** Their slots are `first` to `end` - 1. */
  readonly first: number;
  readonly end: number;
  /** Around their outlines, which may reach over the tile's edges. */
  readonly box: Level0Rect;
}

/** Cells in the order in which they are drawn: tile by tile, row by row. A slot is a place in it. */
export interface CellTiles {
  readonly table: CellTable;
  /** The cell in each slot [n], and the slot of each cell [n]. */
  readonly cells: Uint32Array;
  readonly slots: Uint32Array;
  /** Those that hold cells, row by row. */
  readonly tiles: readonly CellTile[];
  /** Level-0 pixels across a usual cell; 0 without cells. */
  readonly diameter: number;
}

/** Sorts the cells of a slide into tiles, in time proportional to their number. */
export function tileCells(table: CellTable): CellTiles {
  const { count, centres } = table;
  let [columns, rows] = [1, 1];
  for (let cell = 0; cell < count; cell += 1) {
    columns = Math.max(columns, tileAt(centres[2 * cell]) + 1);
    rows = Math.max(rows, tileAt(centres[2 * cell + 1]) + 1);
  }
  const tileOf = new Uint32Array(count);
  const starts = new Uint32Array(columns * rows + 1);
  for (let cell = 0; cell < count; cell += 1) {
    const tile = tileAt(centres[2 * cell + 1]) * columns + tileAt(centres[2 * cell]);
    tileOf[cell] = tile;
    starts[tile + 1] = (starts[tile + 1] ?? 0) + 1;
  }
  for (let tile = 0; tile < columns * rows; tile += 1) {
    starts[tile + 1] = (starts[tile + 1] ?? 0) + (starts[tile] ?? 0);
  }
  const next = starts.slice();
  const [cells, slots] = [new Uint32Array(count), new Uint32Array(count)];
  for (let cell = 0; cell < count; cell += 1) {
    const tile = tileOf[cell] ?? 0;
    const slot = next[tile] ?? 0;
    next[tile] = slot + 1;
    cells[slot] = cell;
    slots[cell] = slot;
  }
  const tiles: CellTile[] = [];
  for (let tile = 0; tile < columns * rows; tile += 1) {
    const [first, end] = [starts[tile] ?? 0, starts[tile + 1] ?? 0];
    if (first === end) continue;
    const box = boxAround(table, cells.subarray(first, end));
    tiles.push({ column: tile % columns, row: Math.floor(tile / columns), first, end, box });
  }
  return { table, cells, slots, tiles, diameter: usualDiameter(table) };
}

/** Tiles in a row at most: a million level-0 pixels. */
const MOST_TILES = 1024;

/** What lies beyond the slide, as outside data may, belongs to the tile at its edge. */
function tileAt(place = 0): number {
  return Math.max(0, Math.min(MOST_TILES - 1, Math.floor(place / TILE_SIDE))) || 0;
}

function boxAround(table: CellTable, cells: Uint32Array): Level0Rect {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const { centres, starts, outlines } = table;
  for (const cell of cells) {
    const [x, y] = [centres[2 * cell] ?? 0, centres[2 * cell + 1] ?? 0];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
    const end = starts[cell + 1] ?? 0;
    for (let point = starts[cell] ?? 0; point < end; point += 1) {
      const px = outlines[2 * point] ?? 0;
      const py = outlines[2 * point + 1] ?? 0;
      left = Math.min(left, px);
      right = Math.max(right, px);
      top = Math.min(top, py);
      bottom = Math.max(bottom, py);
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** How many cells are looked at for the usual size. */
const SAMPLE = 500;

function usualDiameter(table: CellTable): number {
  const step = Math.max(1, Math.floor(table.count / SAMPLE));
  const sizes: number[] = [];
  for (let cell = 0; cell < table.count; cell += step) {
    if (outlineOf(table, cell).length === 0) continue;
    const { width, height } = boxAround(table, Uint32Array.of(cell));
    sizes.push(Math.sqrt(width * height));
  }
  return sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
}
