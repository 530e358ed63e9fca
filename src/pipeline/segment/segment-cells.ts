import type { SegmentedCell, ValidSize } from "#pipeline/models.ts";
import { cellDensity, densityPlanes } from "./density.ts";
import { flood, keepNuclei, type LabelMap } from "./flood.ts";
import { formOf, neighboursOf } from "./form.ts";
import { at, levelsOf } from "./levels.ts";
import { ringLength, simplifyRing, traceRing } from "./outline.ts";
import { poolMaps } from "./pool.ts";
import { type FloodRules, PATCH, RULES } from "./rules.ts";
import { type CellShape, shapesOf } from "./shape.ts";
import { type StainDensities, stainDensities } from "./stains.ts";

export type { SegmentedCell } from "#pipeline/models.ts";

/** Numbers per cell embedding c_ijk (paper section 3.2): 48 features, 4 classes, 12 of form. */
export const CELL_EMBEDDING = 64;
const FEATURES = 48;
const CLASSES = 4;

/** The outputs of cell-segmenter.onnx for one patch, and the pixels they came from. */
export interface CellMaps {
  readonly nucleus: Float32Array; // [1, 256, 256]
  readonly distance: Float32Array; // [1, 256, 256]
  readonly classes: Float32Array; // [4, 64, 64]
  readonly features: Float32Array; // [48, 64, 64]
  readonly pixels: Float32Array; // [3, 256, 256] in 0..1
}

export interface SegmentedCells {
  readonly cells: SegmentedCell[];
  readonly embeddings: Float32Array; // [cells, 64], cell k at row k
}

/**
 * Finds, outlines, names and describes the cells of one patch (paper section 3.2); nothing outside
 * the `valid` part, which lies on the slide, is a cell.
 */
export function segmentCells(maps: CellMaps, valid: ValidSize): SegmentedCells {
  const map = labelNuclei(maps, valid);
  const shapes = shapesOf(map);
  const classes = poolMaps(map, shapes, maps.classes);
  const features = poolMaps(map, shapes, maps.features);
  const planes = densityPlanes(maps.pixels);
  const embeddings = new Float32Array(map.count * CELL_EMBEDDING);
  const cells = shapes.map((shape, k) => {
    const ring = traceRing(map.labels, k + 1, shape.first);
    const density = cellDensity(planes, map, k + 1, shape, valid);
    const form = formOf(shape, ringLength(ring), density, neighboursOf(shape, shapes));
    const chances = classes.subarray(k * CLASSES, (k + 1) * CLASSES);
    const row = k * CELL_EMBEDDING;
    embeddings.set(features.subarray(k * FEATURES, (k + 1) * FEATURES), row);
    embeddings.set(chances, row + FEATURES);
    embeddings.set(form, row + FEATURES + CLASSES);
    return nameCell(k + 1, shape, chances, {
      outline: simplifyRing(ring),
      stains: stainDensities(density.rgb),
    });
  });
  return { cells, embeddings };
}

/** Labels of the nuclei inside the valid part; the steps are in `training/hwsi/cells/postprocess.py`. */
export function labelNuclei(
  maps: Pick<CellMaps, "nucleus" | "distance">,
  valid: ValidSize,
  rules: FloodRules = RULES,
): LabelMap {
  const nucleus = levelsOf(maps.nucleus);
  const mask = new Uint8Array(PATCH * PATCH);
  for (let y = 0; y < Math.min(PATCH, valid.height); y++) {
    for (let x = 0; x < Math.min(PATCH, valid.width); x++) {
      mask[y * PATCH + x] = at(nucleus, y * PATCH + x) >= rules.nucleus ? 1 : 0;
    }
  }
  const { names, peaks } = flood(levelsOf(maps.distance), mask, rules);
  return keepNuclei(names, peaks, rules);
}

function nameCell(
  id: number,
  shape: CellShape,
  chances: Float64Array,
  seen: { readonly outline: Float32Array; readonly stains: StainDensities },
): SegmentedCell {
  let cellClass = 0;
  for (let c = 1; c < chances.length; c++) {
    if (at(chances, c) > at(chances, cellClass)) cellClass = c;
  }
  return {
    id,
    cellClass,
    confidence: at(chances, cellClass),
    centre: [shape.centreX, shape.centreY],
    areaPixels: shape.area,
    ...seen,
  };
}
