import Flatbush from "flatbush";
import type { Level0Point } from "#core/geometry.ts";
import { type CellTable, outlineOf } from "#pipeline/cells/cell-table.ts";
import type { CellTile, CellTiles } from "./cell-tiles.ts";

/** Finds the cell under a point. */
export interface CellPicker {
  /** The cell whose outline holds the point, the nearest centre where several do; else null. */
  cellAt(point: Level0Point, isShown: (cell: number) => boolean): number | null;
}

/** Each tile is indexed when it is first pointed at: the first point costs no more than the others. */
export function createCellPicker({ table, cells, tiles }: CellTiles): CellPicker {
  const indices = new Map<CellTile, Flatbush>();
  const indexOf = (tile: CellTile): Flatbush => {
    const known = indices.get(tile);
    if (known !== undefined) return known;
    const made = indexTile(table, cells.subarray(tile.first, tile.end));
    indices.set(tile, made);
    return made;
  };
  return {
    cellAt: ([x, y], isShown) => {
      let best: number | null = null;
      let nearest = Number.POSITIVE_INFINITY;
      for (const tile of tiles) {
        const { box, first } = tile;
        if (x < box.x || y < box.y || x > box.x + box.width || y > box.y + box.height) continue;
        for (const place of indexOf(tile).search(x, y, x, y)) {
          const cell = cells[first + place] ?? 0;
          const [centreX = 0, centreY = 0] = table.centres.subarray(2 * cell, 2 * cell + 2);
          const distance = Math.hypot(x - centreX, y - centreY);
          if (distance >= nearest || !isShown(cell)) continue;
          if (!holds(outlineOf(table, cell), x, y)) continue;
          [best, nearest] = [cell, distance];
        }
      }
      return best;
    },
  };
}

function indexTile(table: CellTable, cells: Uint32Array): Flatbush {
  const index = new Flatbush(cells.length, 16, Float32Array);
  for (const cell of cells) {
    const [centreX = 0, centreY = 0] = table.centres.subarray(2 * cell, 2 * cell + 2);
    let [left, top, right, bottom] = [centreX, centreY, centreX, centreY];
    const outline = outlineOf(table, cell);
    for (let at = 0; at < outline.length; at += 2) {
      const [x, y] = [outline[at] ?? 0, outline[at + 1] ?? 0];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
    index.add(left, top, right, bottom);
  }
  index.finish();
  return index;
}

/** Whether a ring holds a point: a ray to the right crosses it an odd number of times. */
function holds(ring: Float32Array, x: number, y: number): boolean {
  let isInside = false;
  let [fromX, fromY] = [ring.at(-2) ?? 0, ring.at(-1) ?? 0];
  for (let at = 0; at < ring.length; at += 2) {
    const [toX, toY] = [ring[at] ?? 0, ring[at + 1] ?? 0];
    const crosses = fromY > y !== toY > y;
    if (crosses && x < ((toX - fromX) * (y - fromY)) / (toY - fromY) + fromX) isInside = !isInside;
    [fromX, fromY] = [toX, toY];
  }
  return isInside;
}
