import type { CellTile, CellTiles } from "./cell-tiles.ts";
import { TILE_SIDE } from "./cell-tiles.ts";

/** Bytes of a point: two floats and the slot. */
export const POINT_BYTES = 12;

/** The outlines of a tile as closed chains of points, one behind the other; two is a side. */
export function outlinePoints({ table, cells }: CellTiles, tile: CellTile): ArrayBuffer {
  const { starts, outlines } = table;
  let points = 0;
  for (let slot = tile.first; slot < tile.end; slot += 1) {
    points += lengthOf(starts, cells[slot] ?? 0) + 1;
  }
  const buffer = new ArrayBuffer(points * POINT_BYTES);
  const [places, slots] = [new Float32Array(buffer), new Uint32Array(buffer)];
  const [left, top] = cornerOf(tile);
  let at = 0;
  for (let slot = tile.first; slot < tile.end; slot += 1) {
    const cell = cells[slot] ?? 0;
    const first = starts[cell] ?? 0;
    const length = lengthOf(starts, cell);
    for (let point = 0; point <= length; point += 1) {
      const from = 2 * (first + (length === 0 ? 0 : point % length));
      places[at] = (outlines[from] ?? 0) - left;
      places[at + 1] = (outlines[from + 1] ?? 0) - top;
      slots[at + 2] = slot;
      at += 3;
    }
  }
  return buffer;
}

/** Level-0 pixels of a tile's own origin; its points are counted from there. */
export const cornerOf = ({ column, row }: CellTile): readonly [x: number, y: number] => [
  column * TILE_SIDE,
  row * TILE_SIDE,
];

const lengthOf = (starts: Uint32Array, cell: number): number =>
  (starts[cell + 1] ?? 0) - (starts[cell] ?? 0);

export interface OutlineTile {
  readonly vertices: WebGLVertexArrayObject;
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
  const kept = new Map<CellTile, OutlineTile & { readonly buffer: WebGLBuffer }>();
  let points = 0;
  const drop = (tile: CellTile): void => {
    const gone = kept.get(tile);
    if (gone === undefined) return;
    gl.deleteVertexArray(gone.vertices);
    gl.deleteBuffer(gone.buffer);
    kept.delete(tile);
    points -= gone.sides + 1;
  };
  const make = (tile: CellTile) => {
    const chain = outlinePoints(tiles, tile);
    const [vertices, buffer] = [gl.createVertexArray(), gl.createBuffer()];
    gl.bindVertexArray(vertices);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, chain, gl.STATIC_DRAW);
    describeSide(gl);
    gl.bindVertexArray(null);
    const count = chain.byteLength / POINT_BYTES;
    points += count;
    return { vertices, buffer, sides: Math.max(0, count - 1) };
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

/** A side is a point and the one behind it: the same buffer read twice, a point apart. */
function describeSide(gl: WebGL2RenderingContext): void {
  for (const [location, offset] of [
    [0, 0],
    [2, POINT_BYTES],
  ] as const) {
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, 2, gl.FLOAT, false, POINT_BYTES, offset);
    gl.vertexAttribDivisor(location, 1);
    gl.enableVertexAttribArray(location + 1);
    gl.vertexAttribIPointer(location + 1, 1, gl.UNSIGNED_INT, POINT_BYTES, offset + 8);
    gl.vertexAttribDivisor(location + 1, 1);
  }
}
