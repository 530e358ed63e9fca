import { isInArea, type Level0Area } from "#core/area.ts";
import type { CellTable } from "./cell-table.ts";

/** Cells whose centres lie in an area, by their place in the table; all of them for null. */
export function cellsWithin(table: CellTable, area: Level0Area | null): Uint32Array {
  const found = new Uint32Array(table.count);
  let count = 0;
  const { left, top, right, bottom } = boundsOf(area);
  for (let cell = 0; cell < table.count; cell += 1) {
    const [x, y] = [table.centres[2 * cell] ?? 0, table.centres[2 * cell + 1] ?? 0];
    if (area !== null) {
      if (x < left || x > right || y < top || y > bottom) continue;
      if (!isInArea(area, [x, y])) continue;
    }
    found[count++] = cell;
  }
  return found.slice(0, count);
}

/** Cells of each class among those chosen. */
export function countsByClass(
  { classes }: Pick<CellTable, "classes">,
  chosen: Uint32Array,
  classCount: number,
): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (const cell of chosen) {
    const cellClass = classes[cell] ?? 0;
    counts[cellClass] = (counts[cellClass] ?? 0) + 1;
  }
  return counts;
}

/** A quarter, a half and three quarters of the values are not above these. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** Between two values in proportion (Hyndman and Fan, 1996, type 7); null where there is no value. */
export function quartilesOf(column: Float32Array, chosen: Uint32Array): Quartiles | null {
  const sorted = valuesOf(column, chosen).sort();
  if (sorted.length === 0) return null;
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? below;
    return below + (place - Math.floor(place)) * (above - below);
  };
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}

/** One bar: the values in [from, to), in the last bar [from, to]. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Cells of each class. */
  readonly counts: readonly number[];
}

const BINS = 16;
/** Values beyond this share on either side share the first and the last bar's edge. */
const TAIL = 0.005;

/** How the values of the chosen cells are spread, in bars of a round width; empty without values. */
export function histogramOf(
  { classes }: Pick<CellTable, "classes">,
  column: Float32Array,
  chosen: Uint32Array,
  classCount: number,
): Bin[] {
  const edges = edgesOf(valuesOf(column, chosen).sort());
  if (edges === null) return [];
  const { first, width, count } = edges;
  const counts = Array.from({ length: count }, () => new Array<number>(classCount).fill(0));
  for (const cell of chosen) {
    const bin = binOf(column[cell] ?? Number.NaN, edges);
    const own = bin === null ? undefined : counts[bin];
    const cellClass = classes[cell] ?? 0;
    if (own !== undefined) own[cellClass] = (own[cellClass] ?? 0) + 1;
  }
  return counts.map((own, bin) => ({
    from: first + bin * width,
    to: first + (bin + 1) * width,
    count: own.reduce((sum, value) => sum + value, 0),
    counts: own,
  }));
}

/** The chosen cells that one bar counts. */
export function cellsOfBin(
  bins: readonly Bin[],
  bin: number,
  column: Float32Array,
  chosen: Uint32Array,
): Uint32Array {
  const [first] = bins;
  if (first === undefined) return new Uint32Array();
  const edges = { first: first.from, width: first.to - first.from, count: bins.length };
  return chosen.filter((cell) => binOf(column[cell] ?? Number.NaN, edges) === bin);
}

interface Edges {
  readonly first: number;
  readonly width: number;
  readonly count: number;
}

/** Null for what is no number; what lies beyond the bars is in the nearest. */
function binOf(value: number, { first, width, count }: Edges): number | null {
  if (Number.isNaN(value)) return null;
  return Math.min(count - 1, Math.max(0, Math.floor((value - first) / width)));
}

function edgesOf(sorted: Float32Array): Edges | null {
  const last = sorted.length - 1;
  const low = sorted[Math.floor(TAIL * last)];
  const high = sorted[Math.ceil((1 - TAIL) * last)];
  if (low === undefined || high === undefined) return null;
  const width = roundWidth((high - low) / BINS || 1);
  const first = Math.floor(low / width) * width;
  return { first, width, count: Math.floor((high - first) / width) + 1 };
}

/** The next of 1, 2 and 5 times a power of ten that is not below. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5].find((times) => times * power >= width * (1 - 1e-9)) ?? 10;
  return step * power;
}

function valuesOf(column: Float32Array, chosen: Uint32Array): Float32Array {
  const values = new Float32Array(chosen.length);
  let count = 0;
  for (const cell of chosen) {
    const value = column[cell] ?? Number.NaN;
    if (!Number.isNaN(value)) values[count++] = value;
  }
  return values.slice(0, count);
}

function boundsOf(area: Level0Area | null) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of area?.rings.flat() ?? []) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return { left, top, right, bottom };
}
