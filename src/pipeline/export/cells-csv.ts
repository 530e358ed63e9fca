import type { Manifest } from "#packs/manifest.ts";
import type { MeasuredCells } from "#pipeline/cells/cell-columns.ts";
import { CONFIDENCE, centreOf, measurementsOf } from "./cell-numbers.ts";
import { csvRow } from "./csv-row.ts";
import { rounded } from "./rounded.ts";

/** Rows in one piece of text. */
const ROWS_IN_PIECE = 1000;

export interface CellsCsvFile {
  readonly slideName: string;
  readonly cellClasses: readonly Pick<Manifest["cellClasses"][number], "name">[];
  readonly micronsPerPixel: number;
}

/**
 * Cells as QuPath's table of detections has them (RFC 4180): centroids in microns from the top
 * left of the slide, then the class's probability and every measurement; what a cell has not is
 * empty. Text comes in pieces of many rows.
 */
export function* cellsCsv(
  cells: MeasuredCells,
  { slideName, cellClasses, micronsPerPixel }: CellsCsvFile,
): Generator<string, void, undefined> {
  const measures = [CONFIDENCE, ...cells.columns.keys()];
  const places = ["Centroid X µm", "Centroid Y µm"];
  yield csvRow(["Image", "Object type", "Classification", ...places, ...measures]);
  for (let first = 0; first < cells.table.count; first += ROWS_IN_PIECE) {
    let piece = "";
    for (let cell = first; cell < first + ROWS_IN_PIECE && cell < cells.table.count; cell += 1) {
      const values = new Map(measurementsOf(cells, cell));
      piece += csvRow([
        slideName,
        "Detection",
        cellClasses[cells.table.classes[cell] ?? 0]?.name ?? "unclassified",
        ...centreOf(cells.table, cell).map((pixels) => rounded(pixels * micronsPerPixel, 2)),
        ...measures.map((name) => values.get(name) ?? ""),
      ]);
    }
    yield piece;
  }
}
