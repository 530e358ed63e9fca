import { CELL_STATE } from "./cell-states.ts";
import { type CellTile, type CellTiles, TILE_SIDE } from "./cell-tiles.ts";

/** Dots that each stand for the cells of one square, class and state. */
export interface DensityDots {
  /** Level-0 x and y of the first of its cells, lest dots stand in rows, and how many: [dots, 3]. */
  readonly places: Float32Array;
  /** Class and state: [dots, 2]. */
  readonly kinds: Uint8Array;
  /** Of tile i: dots `starts[i]` to `starts[i + 1]` [tiles + 1]. */
  readonly starts: Uint32Array;
}

export interface DotRules {
  /** Squares are 2 ** level level-0 pixels wide. */
  readonly level: number;
  /** Cells below are not counted, 0..1. */
  readonly leastConfidence: number;
  /** [n] in the order of slots; hidden cells are not counted. */
  readonly states: Uint8Array;
}

/** Gathers cells that lie too near each other to be told apart. */
export function densityDots(tiles: CellTiles, rules: DotRules): DensityDots {
  const { count } = tiles.table;
  const places = new Float32Array(3 * count);
  const kinds = new Uint8Array(2 * count);
  const starts = new Uint32Array(tiles.tiles.length + 1);
  const dots = { places, kinds, count: 0 };
  for (const [index, tile] of tiles.tiles.entries()) {
    gatherTile(tiles, tile, rules, dots);
    starts[index + 1] = dots.count;
  }
  return { places: places.slice(0, 3 * dots.count), kinds: kinds.slice(0, 2 * dots.count), starts };
}

/** Dots made so far, in arrays that hold one for each cell. */
interface Dots {
  readonly places: Float32Array;
  readonly kinds: Uint8Array;
  count: number;
}

function gatherTile(
  { table, cells }: CellTiles,
  { column, row, first, end }: CellTile,
  { level, leastConfidence, states }: DotRules,
  dots: Dots,
): void {
  const squares = Math.max(1, Math.ceil(TILE_SIDE / 2 ** level));
  const known = new Map<number, number>();
  for (let slot = first; slot < end; slot += 1) {
    const cell = cells[slot] ?? 0;
    const state = states[slot] ?? 0;
    if (state === CELL_STATE.hidden || (table.confidences[cell] ?? 0) < leastConfidence) continue;
    const x = table.centres[2 * cell] ?? 0;
    const y = table.centres[2 * cell + 1] ?? 0;
    const across = Math.floor((x - column * TILE_SIDE) / 2 ** level);
    const down = Math.floor((y - row * TILE_SIDE) / 2 ** level);
    const cellClass = table.classes[cell] ?? 0;
    // Square, class and state as one number.
    const key = ((down * squares + across) * 256 + cellClass) * 4 + state;
    let dot = known.get(key);
    if (dot === undefined) {
      dot = dots.count;
      dots.count += 1;
      known.set(key, dot);
      dots.kinds.set([cellClass, state], 2 * dot);
      dots.places.set([x, y], 3 * dot);
    }
    dots.places[3 * dot + 2] = (dots.places[3 * dot + 2] ?? 0) + 1;
  }
}
