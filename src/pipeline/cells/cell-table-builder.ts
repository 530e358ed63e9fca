import type { EvidenceCell } from "#pipeline/answer.ts";
import type { CellTable } from "./cell-table.ts";

const CELLS_AT_FIRST = 4096;
const POINTS_OF_A_CELL = 16;
/** A column that is full becomes so many times as long: each number is copied a few times in all. */
const GROWTH = 1.5;

/** Cells with the stain under each of them. */
export interface StainedCells {
  readonly table: CellTable;
  readonly haematoxylin: Float32Array; // [n]
  readonly eosin: Float32Array; // [n]
}

/** A table that grows with the cells of a slide as they are found. */
export interface CellTableBuilder {
  readonly count: number;
  add(cells: readonly EvidenceCell[]): void;
  /**
   * The cells so far, without copying them: what it shows does not change when more are added. Its
   * columns are views of longer ones, so do not send them to another thread.
   */
  soFar(): CellTable;
  /** All of them in columns of their own length. */
  finish(): StainedCells;
}

type Column = Float32Array | Uint32Array | Uint8Array;

function longEnough<C extends Column>(column: C, length: number): C {
  if (length <= column.length) return column;
  const Kind = column.constructor as new (length: number) => C;
  const longer = new Kind(Math.max(length, Math.ceil(column.length * GROWTH)));
  longer.set(column);
  return longer;
}

/** `before`: cells of an earlier search, which stay as they are and stand first. */
export function createCellTableBuilder(before?: StainedCells): CellTableBuilder {
  const first = before?.table;
  let count = first?.count ?? 0;
  let points = (first?.outlines.length ?? 0) / 2;
  let centres = first?.centres ?? new Float32Array(2 * CELLS_AT_FIRST);
  let classes = first?.classes ?? new Uint8Array(CELLS_AT_FIRST);
  let confidences = first?.confidences ?? new Float32Array(CELLS_AT_FIRST);
  let haematoxylin = before?.haematoxylin ?? new Float32Array(CELLS_AT_FIRST);
  let eosin = before?.eosin ?? new Float32Array(CELLS_AT_FIRST);
  let starts = first?.starts ?? new Uint32Array(CELLS_AT_FIRST + 1);
  let outlines = first?.outlines ?? new Float32Array(2 * CELLS_AT_FIRST * POINTS_OF_A_CELL);

  function makeRoom(cells: number, numbers: number): void {
    centres = longEnough(centres, 2 * cells);
    classes = longEnough(classes, cells);
    confidences = longEnough(confidences, cells);
    haematoxylin = longEnough(haematoxylin, cells);
    eosin = longEnough(eosin, cells);
    starts = longEnough(starts, cells + 1);
    outlines = longEnough(outlines, numbers);
  }
  const soFar = (): CellTable => ({
    count,
    centres: centres.subarray(0, 2 * count),
    classes: classes.subarray(0, count),
    confidences: confidences.subarray(0, count),
    starts: starts.subarray(0, count + 1),
    outlines: outlines.subarray(0, 2 * points),
  });
  return {
    get count() {
      return count;
    },
    add(cells) {
      const more = cells.reduce((sum, { outline }) => sum + outline.length, 0);
      makeRoom(count + cells.length, 2 * points + more);
      for (const { centre, cellClass, confidence, stains, outline } of cells) {
        centres.set(centre, 2 * count);
        classes[count] = cellClass;
        confidences[count] = confidence;
        [haematoxylin[count], eosin[count]] = stains;
        outlines.set(outline, 2 * points);
        points += outline.length / 2;
        count += 1;
        starts[count] = points;
      }
    },
    soFar,
    finish() {
      const now = soFar();
      return {
        table: {
          count,
          centres: now.centres.slice(),
          classes: now.classes.slice(),
          confidences: now.confidences.slice(),
          starts: now.starts.slice(),
          outlines: now.outlines.slice(),
        },
        haematoxylin: haematoxylin.slice(0, count),
        eosin: eosin.slice(0, count),
      };
    },
  };
}
