import { CELL_STATE } from "./cell-states.ts";
import { type CellTile, type CellTiles, TILE_SIDE } from "./cell-tiles.ts";

/** Dots that each stand for the cells of one square, class and state. */
export interface DensityDots {
  /** Level-0 x and y of the first cell of its square and class, lest dots stand in rows, and how many: [dots, 3]. */
  readonly places: Float32Array;
  /** Class and state: [dots, 2]. */
  readonly kinds: Uint8Array;
  /** Of tile i: dots `starts[i]` to `starts[i + 1]` [tiles + 1]. */
  readonly starts: Uint32Array;
}

/** Cells of one square and class, whatever their state: found once for a level. */
export interface DotGroups {
  /** The group of each slot [n]. */
  readonly of: Uint32Array;
  /** Level-0 x and y of the group's first cell [groups, 2]. */
  readonly places: Float32Array;
  /** [groups] */
  readonly classes: Uint8Array;
  /** Of tile i: groups `starts[i]` to `starts[i + 1]` [tiles + 1]. */
  readonly starts: Uint32Array;
}

export interface DotRules {
  /** Cells below are not counted, 0..1. */
  readonly leastConfidence: number;
  /** [n] in the order of slots; hidden cells are not counted. */
  readonly states: Uint8Array;
}

/** Groups cells that lie too near each other to be told apart: squares are 2 ** level level-0 pixels wide. */
export function groupCells(tiles: CellTiles, level: number): DotGroups {
  const { count } = tiles.table;
  const groups = {
    of: new Uint32Array(count),
    places: new Float32Array(2 * count),
    classes: new Uint8Array(count),
    count: 0,
  };
  const starts = new Uint32Array(tiles.tiles.length + 1);
  for (const [index, tile] of tiles.tiles.entries()) {
    groupTile(tiles, tile, level, groups);
    starts[index + 1] = groups.count;
  }
  const { of, places, classes } = groups;
  return {
    of,
    places: places.slice(0, 2 * groups.count),
    classes: classes.slice(0, groups.count),
    starts,
  };
}

interface Groups {
  readonly of: Uint32Array;
  readonly places: Float32Array;
  readonly classes: Uint8Array;
  count: number;
}

function groupTile(
  { table, cells }: CellTiles,
  { column, row, first, end }: CellTile,
  level: number,
  groups: Groups,
): void {
  const squares = Math.max(1, Math.ceil(TILE_SIDE / 2 ** level));
  const known = new Map<number, number>();
  for (let slot = first; slot < end; slot += 1) {
    const cell = cells[slot] ?? 0;
    const x = table.centres[2 * cell] ?? 0;
    const y = table.centres[2 * cell + 1] ?? 0;
    const across = Math.floor((x - column * TILE_SIDE) / 2 ** level);
    const down = Math.floor((y - row * TILE_SIDE) / 2 ** level);
    const cellClass = table.classes[cell] ?? 0;
    const key = (down * squares + across) * 256 + cellClass; // square and class as one number
    let group = known.get(key);
    if (group === undefined) {
      group = groups.count;
      groups.count += 1;
      known.set(key, group);
      groups.classes[group] = cellClass;
      groups.places.set([x, y], 2 * group);
    }
    groups.of[slot] = group;
  }
}

const STATES = Object.keys(CELL_STATE).length;

/** Counts each group's cells by state: one pass over the cells, so that a highlight costs no more. */
export function densityDots(
  { table, cells }: CellTiles,
  groups: DotGroups,
  { leastConfidence, states }: DotRules,
): DensityDots {
  const counts = new Uint32Array(STATES * groups.classes.length);
  for (let slot = 0; slot < cells.length; slot += 1) {
    if ((table.confidences[cells[slot] ?? 0] ?? 0) < leastConfidence) continue;
    const at = STATES * (groups.of[slot] ?? 0) + (states[slot] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return dotsOf(groups, counts);
}

/** A dot for every group and state that has cells; `counts` [groups, states]. */
function dotsOf(groups: DotGroups, counts: Uint32Array): DensityDots {
  const isShown = (at: number) => (counts[at] ?? 0) > 0 && at % STATES !== CELL_STATE.hidden;
  let most = 0;
  for (let at = 0; at < counts.length; at += 1) if (isShown(at)) most += 1;
  const places = new Float32Array(3 * most);
  const kinds = new Uint8Array(2 * most);
  const starts = new Uint32Array(groups.starts.length);
  let dot = 0;
  for (let tile = 0; tile + 1 < starts.length; tile += 1) {
    const end = STATES * (groups.starts[tile + 1] ?? 0);
    for (let at = STATES * (groups.starts[tile] ?? 0); at < end; at += 1) {
      if (!isShown(at)) continue;
      const group = Math.floor(at / STATES);
      places[3 * dot] = groups.places[2 * group] ?? 0;
      places[3 * dot + 1] = groups.places[2 * group + 1] ?? 0;
      places[3 * dot + 2] = counts[at] ?? 0;
      kinds[2 * dot] = groups.classes[group] ?? 0;
      kinds[2 * dot + 1] = at % STATES;
      dot += 1;
    }
    starts[tile + 1] = dot;
  }
  return { places, kinds, starts };
}
