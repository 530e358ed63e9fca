import type { Level0Rect } from "#core/geometry.ts";
import type { CellTable } from "#pipeline/cells/cell-table.ts";
import type { PatchMap } from "#pipeline/map-patches.ts";
import { heatColour } from "./colour-map.ts";
import type { GridPicture } from "./drawing.ts";

/** A score of every patch, and the ends of its colour bar. */
export interface PatchScores {
  /** NaN where it is not known [n]. */
  readonly values: Float32Array;
  readonly least: number;
  readonly most: number;
}

/** Cells per class of each patch: row i of `classes` numbers is patch i. */
export interface PatchCounts {
  readonly classes: number;
  readonly counts: Float32Array;
  /** 1 where cells were looked for or found [n]. */
  readonly isKnown: Uint8Array;
}

export interface CountedCells {
  readonly table: CellTable;
  readonly classes: number;
  /** Where cells were looked for, in level-0 pixels; a patch with cells is known besides. */
  readonly searched: readonly Level0Rect[];
}

/** Counts cells by the patch in which their centre lies. */
export function countByPatch(
  map: PatchMap,
  { table, classes, searched }: CountedCells,
): PatchCounts {
  const { side, places } = map;
  const patches = new Map<number, number>();
  for (let at = 0; at < places.length; at += 2) {
    patches.set(keyOf(places[at] ?? 0, places[at + 1] ?? 0), at / 2);
  }
  const isKnown = new Uint8Array(patches.size);
  for (const rect of searched) markKnown(rect, side, patches, isKnown);
  const counts = new Float32Array(patches.size * classes);
  for (let cell = 0; cell < table.count; cell += 1) {
    const column = Math.floor((table.centres[2 * cell] ?? 0) / side);
    const row = Math.floor((table.centres[2 * cell + 1] ?? 0) / side);
    const patch = patches.get(keyOf(column, row));
    const cellClass = table.classes[cell] ?? 0;
    if (patch === undefined || cellClass >= classes) continue;
    const place = patch * classes + cellClass;
    counts[place] = (counts[place] ?? 0) + 1;
    isKnown[patch] = 1;
  }
  return { classes, counts, isKnown };
}

/** Marks the patches whose middle lies in a rectangle. */
function markKnown(
  { x, y, width, height }: Level0Rect,
  side: number,
  patches: ReadonlyMap<number, number>,
  isKnown: Uint8Array,
): void {
  for (let row = Math.ceil(y / side - 0.5); (row + 0.5) * side < y + height; row += 1) {
    for (let column = Math.ceil(x / side - 0.5); (column + 0.5) * side < x + width; column += 1) {
      const patch = patches.get(keyOf(column, row));
      if (patch !== undefined) isKnown[patch] = 1;
    }
  }
}

/** A place on the grid as one number; no slide is 65,536 patches wide. */
const keyOf = (column: number, row: number): number => row * 65_536 + column;

/** Share of one class among a patch's cells; not known where there are none. */
export function shareScores(
  { classes, counts, isKnown }: PatchCounts,
  cellClass: number,
): PatchScores {
  const values = Float32Array.from(isKnown, (known, patch) => {
    const row = counts.subarray(patch * classes, (patch + 1) * classes);
    const all = row.reduce((sum, count) => sum + count, 0);
    return known === 1 && all > 0 ? (row[cellClass] ?? 0) / all : Number.NaN;
  });
  return { values, least: 0, most: 1 };
}

/** Cells for each square millimetre. */
export function densityScores(
  { classes, counts, isKnown }: PatchCounts,
  squareMillimetres: number,
): PatchScores {
  const values = Float32Array.from(isKnown, (known, patch) => {
    const row = counts.subarray(patch * classes, (patch + 1) * classes);
    return known === 1
      ? row.reduce((sum, count) => sum + count, 0) / squareMillimetres
      : Number.NaN;
  });
  return { values, least: 0, most: mostOf(values) };
}

/** From the least relevant patch to the most relevant: a cosine says nothing by itself. */
export function relevanceScores(relevance: Float32Array): PatchScores {
  const least = relevance.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  return { values: relevance, least, most: mostOf(relevance) };
}

const mostOf = (values: Float32Array): number =>
  values
    .filter((value) => !Number.isNaN(value))
    .reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);

/** Opacity of a heat map: the tissue is still to be seen through it. */
const HEAT_OPACITY = 128;

/** Every patch in the colour of its score; none where it is not known. */
export function heatPicture({ side, places }: PatchMap, scores: PatchScores): GridPicture | null {
  let [columns, rows] = [0, 0];
  for (let at = 0; at < places.length; at += 2) {
    columns = Math.max(columns, (places[at] ?? 0) + 1);
    rows = Math.max(rows, (places[at + 1] ?? 0) + 1);
  }
  if (columns === 0) return null;
  const rgba = new Uint8Array(4 * columns * rows);
  const range = scores.most - scores.least || 1;
  for (const [patch, value] of scores.values.entries()) {
    if (Number.isNaN(value)) continue;
    const [column, row] = [places[2 * patch] ?? 0, places[2 * patch + 1] ?? 0];
    const colour = heatColour((value - scores.least) / range);
    rgba.set([...colour, HEAT_OPACITY], 4 * (row * columns + column));
  }
  return { rgba, columns, rows, width: columns * side, height: rows * side, isOutlined: false };
}
