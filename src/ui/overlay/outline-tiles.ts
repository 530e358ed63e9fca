import { UNITS } from "./cell-programs.ts";
import type { CellTile, CellTiles } from "./cell-tiles.ts";
import { TILE_SIDE } from "./cell-tiles.ts";
import { createTable, type GlTable, TABLE_WIDTH } from "./gl-table.ts";

/** Numbers of a point: x, y and the slot, which a float holds exactly to 16 million. */
const PARTS = 3;

/** The outlines of a tile as closed chains of points, one behind the other; two is a side: [points, 3]. */
export function outlinePoints({ table, cells }: CellTiles, tile: CellTile): Float32Array {
  const { starts, outlines } = table;
  let points = 0;
  for (let slot = tile.first; slot < tile.end; slot += 1) {
    points += lengthOf(starts, cells[slot] ?? 0) + 1;
  }
  const chain = new Float32Array(PARTS * points);
  const [left, top] = cornerOf(tile);
  let at = 0;
  for (let slot = tile.first; slot < tile.end; slot += 1) {
    const cell = cells[slot] ?? 0;
    const first = starts[cell] ?? 0;
    const length = lengthOf(starts, cell);
    for (let point = 0; point <= length; point += 1) {
      const from = 2 * (first + (length === 0 ? 0 : point % length));
      chain[at] = (outlines[from] ?? 0) - left;
      chain[at + 1] = (outlines[from + 1] ?? 0) - top;
      chain[at + 2] = slot;
      at += PARTS;
    }
  }
  return chain;
}

/** Level-0 pixels of a tile's own origin; its points are counted from there. */
export const cornerOf = ({ column, row }: CellTile): readonly [x: number, y: number] => [
  column * TILE_SIDE,
  row * TILE_SIDE,
];

const lengthOf = (starts: Uint32Array, cell: number): number =>
  (starts[cell + 1] ?? 0) - (starts[cell] ?? 0);

export interface OutlineTile {
  /**
   * Looked up by the number of the vertex. Sides are no instances: a processor that computes WebGL
   * begins anew for each instance.
   */
  readonly chain: GlTable;
  /** Sides, those between the end of one outline and the start of the next included. */
  readonly sides: number;
}

/** Points kept on the graphics card; the tiles looked at longest ago go first. */
const MOST_POINTS = 4_000_000;

/** Outlines of the tiles in view, made when they come into it. */
export interface OutlineCache {
  of(tile: CellTile): OutlineTile;
  dispose(): void;
}

export function createOutlineCache(gl: WebGL2RenderingContext, tiles: CellTiles): OutlineCache {
  const kept = new Map<CellTile, OutlineTile & { readonly room: number }>();
  let points = 0;
  const drop = (tile: CellTile): void => {
    const gone = kept.get(tile);
    if (gone === undefined) return;
    gone.chain.dispose();
    kept.delete(tile);
    points -= gone.room;
  };
  const make = (tile: CellTile) => {
    const chain = outlinePoints(tiles, tile);
    const count = chain.length / PARTS;
    gl.activeTexture(gl.TEXTURE0 + UNITS.chain); // what hangs on the other units stays there
    const room = Math.ceil(count / TABLE_WIDTH) * TABLE_WIDTH;
    points += room;
    return { chain: createTable(gl, "chain", chain), sides: Math.max(0, count - 1), room };
  };
  return {
    of: (tile) => {
      const found = kept.get(tile) ?? make(tile);
      kept.delete(tile);
      kept.set(tile, found);
      for (const oldest of kept.keys()) {
        if (points <= MOST_POINTS || oldest === tile) break;
        drop(oldest);
      }
      return found;
    },
    dispose: () => {
      for (const tile of [...kept.keys()]) drop(tile);
    },
  };
}
