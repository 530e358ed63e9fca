import type { Level0Point } from "#core/geometry.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { EvidenceCell } from "#pipeline/answer.ts";
import { closedRing } from "./ring.ts";

export interface CellsFile {
  readonly cellClasses: Manifest["cellClasses"];
  /** UUID of the cell with this centre. */
  readonly idOf: (centre: Level0Point) => string;
}

/**
 * Cells as a GeoJSON FeatureCollection that QuPath imports: nuclei as detections, full-resolution
 * pixels, origin top left. Text comes in pieces, one for each group of cells, so that no slide's
 * cells ever stand in one string. Cells without an area are left out.
 */
export async function* cellsGeoJson(
  groups: AsyncIterable<readonly EvidenceCell[]> | Iterable<readonly EvidenceCell[]>,
  file: CellsFile,
): AsyncGenerator<string, void, undefined> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = "\n";
  for await (const cells of groups) {
    const features = cells.flatMap((cell) => featureOf(cell, file) ?? []);
    if (features.length === 0) continue;
    yield separator + features.map((feature) => JSON.stringify(feature)).join(",\n");
    separator = ",\n";
  }
  yield "\n]}\n";
}

function featureOf(cell: EvidenceCell, { cellClasses, idOf }: CellsFile) {
  const ring = closedRing(cell.outline);
  if (ring === null) return null;
  const { name, colour } = cellClasses[cell.cellClass] ?? {
    name: "unclassified",
    colour: "#808080",
  };
  return {
    type: "Feature",
    id: idOf(cell.centre),
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: {
      objectType: "detection",
      classification: { name, color: redGreenBlue(colour) },
      measurements: {
        Confidence: rounded(cell.confidence, 4),
        "Area µm^2": rounded(cell.squareMicrons, 2),
      },
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

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
