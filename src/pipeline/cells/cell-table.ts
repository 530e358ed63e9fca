import type { EvidenceCell } from "#pipeline/answer.ts";

/** Cells of a slide as columns, in level-0 pixels: n cells take two dozen bytes each and their outlines. */
export interface CellTable {
  readonly count: number;
  /** x0, y0, x1, y1, ...: [n, 2]. */
  readonly centres: Float32Array;
  /** Index into the manifest's `cellClasses` [n]. */
  readonly classes: Uint8Array;
  /** 0..1 [n]. */
  readonly confidences: Float32Array;
  /** Outline of cell i: points `starts[i]` to `starts[i + 1]`, two numbers each [n + 1]. */
  readonly starts: Uint32Array;
  readonly outlines: Float32Array;
}

export const noCells: CellTable = tableOf([]);

/** The cells as columns, in their order. */
export function tableOf(cells: readonly EvidenceCell[]): CellTable {
  const starts = new Uint32Array(cells.length + 1);
  for (const [index, { outline }] of cells.entries()) {
    starts[index + 1] = (starts[index] ?? 0) + outline.length / 2;
  }
  const outlines = new Float32Array(2 * (starts[cells.length] ?? 0));
  for (const [index, { outline }] of cells.entries()) {
    outlines.set(outline, 2 * (starts[index] ?? 0));
  }
  return {
    count: cells.length,
    centres: Float32Array.from(cells.flatMap(({ centre }) => centre)),
    classes: Uint8Array.from(cells, ({ cellClass }) => cellClass),
    confidences: Float32Array.from(cells, ({ confidence }) => confidence),
    starts,
    outlines,
  };
}

/** The outline of one cell, a view into the table. */
export function outlineOf({ starts, outlines }: CellTable, cell: number): Float32Array {
  return outlines.subarray(2 * (starts[cell] ?? 0), 2 * (starts[cell + 1] ?? 0));
}
