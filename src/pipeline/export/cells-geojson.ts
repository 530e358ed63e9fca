import type { Level0Point } from "#core/geometry.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { MeasuredCells } from "#pipeline/cells/cell-columns.ts";
import { outlineOf } from "#pipeline/cells/cell-table.ts";
import { centreOf, measurementsOf } from "./cell-numbers.ts";
import { closedRing } from "./ring.ts";

/** Cells in one piece of text. */
const CELLS_IN_PIECE = 500;

export interface CellsFile {
  readonly cellClasses: Manifest["cellClasses"];
  /** UUID of the cell with this centre. */
  readonly idOf: (centre: Level0Point) => string;
}

/**
 * Cells as a GeoJSON FeatureCollection that QuPath imports: nuclei as detections, full-resolution
 * pixels, origin top left. Text comes in pieces, so that no slide's cells ever stand in one string.
 * Cells without an area are left out.
 */
export function* cellsGeoJson(
  cells: MeasuredCells,
  file: CellsFile,
): Generator<string, void, undefined> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = "\n";
  for (let first = 0; first < cells.table.count; first += CELLS_IN_PIECE) {
    const last = Math.min(first + CELLS_IN_PIECE, cells.table.count);
    const features: string[] = [];
    for (let cell = first; cell < last; cell += 1) {
      const feature = featureOf(cells, cell, file);
      if (feature !== null) features.push(JSON.stringify(feature));
    }
    if (features.length === 0) continue;
    yield separator + features.join(",\n");
    separator = ",\n";
  }
  yield "\n]}\n";
}

function featureOf(cells: MeasuredCells, cell: number, { cellClasses, idOf }: CellsFile) {
  const ring = closedRing(outlineOf(cells.table, cell));
  if (ring === null) return null;
  const { name, colour } = cellClasses[cells.table.classes[cell] ?? 0] ?? {
    name: "unclassified",
    colour: "#808080",
  };
  return {
    type: "Feature",
    id: idOf(centreOf(cells.table, cell)),
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: {
      objectType: "detection",
      classification: { name, color: redGreenBlue(colour) },
      measurements: Object.fromEntries(measurementsOf(cells, cell)),
    },
  };
}

/** [r, g, b] of "#0072B2"; of "#07B" each digit counts twice, and an opacity is left out. */
function redGreenBlue(colour: string): number[] {
  const digits = colour.slice(1);
  const width = digits.length < 6 ? 1 : 2;
  return [0, 1, 2].map((at) => {
    const part = digits.slice(at * width, (at + 1) * width);
    return Number.parseInt(width === 1 ? part + part : part, 16);
  });
}
