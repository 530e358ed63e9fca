import type { Level0Rect } from "#core/geometry.ts";
import { damagedLibrary, newerLibrary } from "#library/library-faults.ts";
import type { LibraryFiles } from "#library/library-files.ts";
import type { SlideAnalysis } from "#pipeline/analyse-slide.ts";
import type { Patch } from "#pipeline/decompose.ts";
import type { EncodedRegion } from "#pipeline/encode/encode-regions.ts";
import { LEFT_OUT_REASONS, type LeftOutPatch } from "#pipeline/quality/left-out.ts";
import { type ColumnType, placeToRead, readColumn, readGroup, type ZarrPlace } from "./columns.ts";
import { ANALYSIS_VERSION, type AnalysisAttributes, type AnalysisKey, folderOf } from "./layout.ts";

/**
 * The analysis as it was written, to the bit; null where there is none, or none at this scale, or
 * one by older rules. Throws `library-newer` and `library-damaged`.
 */
export async function readAnalysis(
  files: LibraryFiles,
  key: AnalysisKey,
): Promise<SlideAnalysis | null> {
  const place = placeToRead(files, folderOf(key));
  const attributes = (await readGroup(place, "")) as AnalysisAttributes | null;
  if (attributes?.paraffin !== "analysis") return null;
  if (attributes.version > ANALYSIS_VERSION) throw newerLibrary("The analysis of this slide");
  const isSame = attributes.microns_per_pixel === key.micronsPerPixel;
  if (attributes.version < ANALYSIS_VERSION || !isSame) return null;
  const { values: slide } = await readColumn(place, "slide/embedding", "float32");
  return {
    regions: await readRegions(place),
    slide,
    suitability: attributes.suitability,
    leftOut: { patches: await readLeftOut(place), shares: attributes.left_out_shares },
  };
}

async function readRegions(place: ZarrPlace): Promise<EncodedRegion[]> {
  const patches = await readPatches(place);
  const embedding = await readColumn(place, "regions/embedding", "float32");
  const rects = await readRows(place, "regions/rect", "float64", 4);
  const places = await readRows(place, "regions/place", "int32", 2);
  const { values: thresholds } = await readColumn(place, "regions/threshold", "float64");
  const width = embedding.shape[1] ?? 0;
  const regions: EncodedRegion[] = [];
  let first = 0;
  for (const [index, [column = 0, row = 0]] of places.entries()) {
    let end = first;
    while (patches.regionOf(end) === index) end += 1;
    regions.push({
      region: { column, row, rect: rectOf(rects[index]), patches: patches.places(first, end) },
      embeddings: patches.embeddings(first, end),
      redundancy: { ...patches.redundancy(first, end), threshold: thresholds[index] ?? 0 },
      embedding: embedding.values.subarray(index * width, (index + 1) * width),
    });
    first = end;
  }
  if (first !== patches.count || regions.length === 0) {
    throw damagedLibrary("The patches of an analysis are not those of its regions.");
  }
  return regions;
}

/** The patches of all regions, one region after another. */
async function readPatches(place: ZarrPlace) {
  const { values, shape } = await readColumn(place, "patches/embedding", "float32");
  const [count = 0, width = 0] = shape;
  const places = await readRows(place, "patches/place", "int32", 3);
  const columnsAndRows = places.map(([, column = 0, row = 0]): [number, number] => [column, row]);
  const patches = await readPlaces(place, "patches", columnsAndRows);
  const similarity = await readColumn(place, "patches/mean_similarity", "float64");
  const redundant = await readColumn(place, "patches/redundant", "uint8");
  return {
    count,
    regionOf: (patch: number) => places[patch]?.[0],
    places: (from: number, to: number) => patches.slice(from, to),
    embeddings: (from: number, to: number) => values.subarray(from * width, to * width),
    redundancy: (from: number, to: number) => ({
      meanSimilarity: similarity.values.slice(from, to),
      redundant: Array.from(redundant.values.subarray(from, to), (value) => value === 1),
    }),
  };
}

async function readPlaces(
  place: ZarrPlace,
  group: string,
  columnsAndRows: readonly (readonly [column: number, row: number])[],
): Promise<Patch[]> {
  const rects = await readRows(place, `${group}/rect`, "float64", 4);
  const valid = await readRows(place, `${group}/valid`, "int32", 2);
  if (rects.length !== columnsAndRows.length || valid.length !== rects.length) {
    throw damagedLibrary(`The arrays of ${group} in an analysis are of different lengths.`);
  }
  return columnsAndRows.map(([column, row], index) => {
    const [width = 0, height = 0] = valid[index] ?? [];
    return { column, row, rect: rectOf(rects[index]), valid: { width, height } };
  });
}

async function readLeftOut(place: ZarrPlace): Promise<LeftOutPatch[]> {
  const places = await readRows(place, "left_out/place", "int32", 4);
  const { values: reasons } = await readColumn(place, "left_out/reason", "uint8");
  const columnsAndRows = places.map(([, , column = 0, row = 0]): [number, number] => [column, row]);
  const patches = await readPlaces(place, "left_out", columnsAndRows);
  return patches.map((patch, index) => {
    const [column = 0, row = 0] = places[index] ?? [];
    const reason = LEFT_OUT_REASONS[reasons[index] ?? -1];
    if (reason === undefined) throw damagedLibrary("An analysis leaves out for no known reason.");
    return { region: [column, row], place: patch, reason };
  });
}

/** Rows of `width` numbers. */
async function readRows(place: ZarrPlace, path: string, type: ColumnType, width: number) {
  const { shape, values } = await readColumn(place, path, type);
  if (shape.length !== 2 || shape[1] !== width) {
    throw damagedLibrary(`${path} of an analysis has the shape ${shape.join(" x ")}.`);
  }
  return Array.from({ length: shape[0] ?? 0 }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)),
  );
}

function rectOf([x = 0, y = 0, width = 0, height = 0]: readonly number[] = []): Level0Rect {
  return { x, y, width, height };
}
