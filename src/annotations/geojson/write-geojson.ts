import type { Annotation, AnnotationClass, Geometry } from "#annotations/annotation.ts";
import { outlineOf } from "#annotations/outline.ts";
import type { Level0Ring } from "#core/area.ts";
import { outlineOf as cellOutlineOf } from "#pipeline/cells/cell-table.ts";
import { cellIds } from "#pipeline/export/cell-ids.ts";
import { closedRing } from "#pipeline/export/ring.ts";
import { confidenceName, type ImportedCells } from "./collect-cells.ts";
import { noteField } from "./read-properties.ts";

/** What goes into one file. */
export interface ExportContents {
  readonly annotations: readonly Annotation[];
  readonly cells: ImportedCells | null;
  /** Whether an outline is a nucleus alone (detection) or a whole cell, as QuPath tells them apart. */
  readonly cellType: "detection" | "cell";
  /** Names slide and pack: the same cell has the same id in every export. */
  readonly idSeed: string;
}

/** Cells in one piece of text. */
const cellsInPiece = 500;

/**
 * Annotations and cells as a GeoJSON FeatureCollection that QuPath reads: full-resolution pixels,
 * origin top left, closed rings. Text comes in pieces, so that no slide's cells stand in one string.
 * Cells without an area are left out.
 */
export async function* geoJsonText(
  contents: ExportContents,
): AsyncGenerator<string, void, undefined> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = "\n";
  for await (const features of featureGroups(contents)) {
    if (features.length === 0) continue;
    yield separator + features.map((feature) => JSON.stringify(feature)).join(",\n");
    separator = ",\n";
  }
  yield "\n]}\n";
}

async function* featureGroups(contents: ExportContents): AsyncGenerator<readonly object[]> {
  yield contents.annotations.map(annotationFeature);
  const { cells, idSeed } = contents;
  if (cells === null) return;
  const idOf = await cellIds(idSeed);
  for (let first = 0; first < cells.table.count; first += cellsInPiece) {
    const count = Math.min(cellsInPiece, cells.table.count - first);
    yield Array.from({ length: count }, (_, at) => {
      const [x = 0, y = 0] = cells.table.centres.subarray(2 * (first + at));
      return cellFeature(cells, first + at, { id: idOf([x, y]), objectType: contents.cellType });
    }).flatMap((feature) => feature ?? []);
  }
}

function annotationFeature({ id, geometry, name, classification, note, isLocked }: Annotation) {
  return {
    type: "Feature",
    id,
    geometry: geometryOf(geometry),
    properties: {
      objectType: "annotation",
      ...(name !== "" && { name }),
      ...(classification && { classification: classOf(classification) }),
      ...(isLocked && { isLocked }),
      ...(note !== "" && { metadata: { [noteField]: note } }),
    },
  };
}

function geometryOf(geometry: Geometry) {
  switch (geometry.kind) {
    case "point":
      return single("Point", geometry.points);
    case "line":
      return single("LineString", geometry.lines);
    case "polygon":
      return single(
        "Polygon",
        geometry.polygons.map((rings) => rings.map(closed)),
      );
    case "rectangle":
      return { type: "Polygon", coordinates: outlineOf(geometry).rings.map(closed) };
    case "ellipse":
      return {
        type: "Polygon",
        coordinates: outlineOf(geometry).rings.map(closed),
        isEllipse: true,
      };
  }
}

/** One part stands alone, several are a Multi of it. */
function single<Part>(type: "Point" | "LineString" | "Polygon", parts: readonly Part[]) {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return { type, coordinates: only };
  return { type: `Multi${type}`, coordinates: parts };
}

const closed = (ring: Level0Ring): Level0Ring =>
  [...ring, ...ring.slice(0, 1)].map(([x, y]) => [hundredths(x), hundredths(y)]);

const hundredths = (value: number): number => Math.round(value * 100) / 100;

function cellFeature(
  { table, columns, classes }: ImportedCells,
  cell: number,
  { id, objectType }: { readonly id: string; readonly objectType: string },
) {
  const ring = closedRing(cellOutlineOf(table, cell));
  if (ring === null) return null;
  const classification = classes[table.classes[cell] ?? 0];
  const measured = [...columns].flatMap(([name, values]) => {
    const value = values[cell] ?? Number.NaN;
    return Number.isFinite(value) ? [[name, shortest(value)] as const] : [];
  });
  const confidence = shortest(table.confidences[cell] ?? 1);
  return {
    type: "Feature",
    id,
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: {
      objectType,
      ...(classification && { classification: classOf(classification) }),
      measurements: { [confidenceName]: confidence, ...Object.fromEntries(measured) },
    },
  };
}

/** A float of 32 bits in as few digits as make the same float again. */
function shortest(value: number): number {
  const written = [6, 7, 8].map((digits) => Number(value.toPrecision(digits)));
  return written.find((number) => Math.fround(number) === value) ?? value;
}

function classOf({ name, colour }: AnnotationClass) {
  const color = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return { name, color };
}
