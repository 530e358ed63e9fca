import type { Level0Rect } from "#core/geometry.ts";
import type { LibraryFiles } from "#library/library-files.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { SlideAnalysis } from "#pipeline/analyse-slide.ts";
import type { Patch } from "#pipeline/decompose.ts";
import { LEFT_OUT_REASONS, type LeftOut } from "#pipeline/quality/left-out.ts";
import { type Column, placeToWrite, writeColumn, writeGroup, type ZarrPlace } from "./columns.ts";
import { ANALYSIS_VERSION, type AnalysisAttributes, type AnalysisKey, folderOf } from "./layout.ts";

/** Writes an analysis in the place of the one before; until it is whole there is none. */
export async function writeAnalysis(
  files: LibraryFiles,
  key: AnalysisKey,
  analysis: SlideAnalysis,
  manifest: Manifest,
): Promise<void> {
  const folder = folderOf(key);
  await files.remove(folder);
  const place = placeToWrite(files, folder);
  await writePatches(place, analysis);
  await writeRegions(place, analysis);
  await writeGroup(place, "slide");
  await writeColumn(place, "slide/embedding", rows("float32", ["slide"], [analysis.slide]));
  await writeLeftOut(place, analysis.leftOut);
  const attributes: AnalysisAttributes = {
    paraffin: "analysis",
    version: ANALYSIS_VERSION,
    source: {
      slide: key.slideName,
      slide_digest: key.slideDigest,
      pack: `${manifest.name} ${manifest.version}`,
      pack_digest: key.packDigest,
    },
    microns_per_pixel: key.micronsPerPixel,
    units: { rect: "level-0 pixels", valid: "patch pixels" },
    patch_microns_per_pixel: manifest.micronsPerPixel,
    patch_pixels: manifest.patchPixels,
    cell_classes: manifest.cellClasses,
    suitability: analysis.suitability,
    left_out_shares: analysis.leftOut.shares,
  };
  await writeGroup(place, "", { ...attributes });
}

async function writePatches(place: ZarrPlace, { regions }: SlideAnalysis): Promise<void> {
  const placed = regions.flatMap(({ region, redundancy }, index) =>
    region.patches.map((patch, at) => ({ patch, index, isRedundant: redundancy.redundant[at] })),
  );
  const patches = placed.map(({ patch }) => patch);
  const count = placed.length;
  const embedding = concat(regions.map(({ embeddings }) => embeddings));
  const similarity = regions.flatMap(({ redundancy }) => [...redundancy.meanSimilarity]);
  await writeGroup(place, "patches");
  await writeColumn(place, "patches/embedding", {
    type: "float32",
    names: ["patch", "embedding"],
    shape: [count, embedding.length / count],
    values: embedding,
  });
  await writeRects(place, "patches", patches);
  await writeColumn(
    place,
    "patches/place",
    table("int32", ["patch", "region_column_row"], 3, placed, ({ patch, index }) => [
      index,
      patch.column,
      patch.row,
    ]),
  );
  await writeColumn(place, "patches/mean_similarity", {
    type: "float64",
    names: ["patch"],
    shape: [count],
    values: Float64Array.from(similarity),
  });
  await writeColumn(place, "patches/redundant", {
    type: "uint8",
    names: ["patch"],
    shape: [count],
    values: Uint8Array.from(placed, ({ isRedundant }) => (isRedundant === true ? 1 : 0)),
  });
}

async function writeRects(place: ZarrPlace, group: string, patches: readonly Patch[]) {
  const rects = table("float64", ["patch", "x_y_width_height"], 4, patches, ({ rect }) =>
    fourOf(rect),
  );
  await writeColumn(place, `${group}/rect`, rects);
  const valid = table("int32", ["patch", "width_height"], 2, patches, (patch) => [
    patch.valid.width,
    patch.valid.height,
  ]);
  await writeColumn(place, `${group}/valid`, valid);
}

async function writeRegions(place: ZarrPlace, { regions }: SlideAnalysis): Promise<void> {
  await writeGroup(place, "regions");
  const embeddings = regions.map(({ embedding }) => embedding);
  await writeColumn(place, "regions/embedding", rows("float32", ["region", "width"], embeddings));
  const rects = table("float64", ["region", "x_y_width_height"], 4, regions, ({ region }) =>
    fourOf(region.rect),
  );
  await writeColumn(place, "regions/rect", rects);
  const places = table("int32", ["region", "column_row"], 2, regions, ({ region }) => [
    region.column,
    region.row,
  ]);
  await writeColumn(place, "regions/place", places);
  await writeColumn(place, "regions/threshold", {
    type: "float64",
    names: ["region"],
    shape: [regions.length],
    values: Float64Array.from(regions, ({ redundancy }) => redundancy.threshold),
  });
}

async function writeLeftOut(place: ZarrPlace, { patches }: LeftOut): Promise<void> {
  await writeGroup(place, "left_out", { reasons: LEFT_OUT_REASONS });
  await writeRects(
    place,
    "left_out",
    patches.map((patch) => patch.place),
  );
  const places = table("int32", ["patch", "region_and_place"], 4, patches, (patch) => [
    ...patch.region,
    patch.place.column,
    patch.place.row,
  ]);
  await writeColumn(place, "left_out/place", places);
  await writeColumn(place, "left_out/reason", {
    type: "uint8",
    names: ["patch"],
    shape: [patches.length],
    values: Uint8Array.from(patches, ({ reason }) => LEFT_OUT_REASONS.indexOf(reason)),
  });
}

const fourOf = ({ x, y, width, height }: Level0Rect) => [x, y, width, height];

const concat = (parts: readonly Float32Array[]): Float32Array => {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Vectors of one width as rows; a single name makes one vector of the only one. */
function rows(
  type: "float32",
  names: readonly string[],
  vectors: readonly Float32Array[],
): Column<"float32"> {
  const width = vectors[0]?.length ?? 0;
  const shape = names.length === 1 ? [width] : [vectors.length, width];
  return { type, names, shape, values: concat(vectors) };
}

/** One row of `width` numbers for each item. */
function table<Item>(
  type: "int32" | "float64",
  names: readonly string[],
  width: number,
  items: readonly Item[],
  rowOf: (item: Item) => readonly number[],
): Column {
  const numbers = items.flatMap(rowOf);
  const values = type === "int32" ? Int32Array.from(numbers) : Float64Array.from(numbers);
  return { type, names, shape: [items.length, width], values };
}
