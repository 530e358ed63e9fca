import type { CellDensity } from "./density.ts";
import { MICRONS_PER_PIXEL } from "./rules.ts";
import type { CellShape } from "./shape.ts";

/** Cells within this distance are counted; a cell without any other is this far from the next. */
const NEAR_MICRONS = 25;
const ALONE_MICRONS = 64;

/** Microns to the nearest other centre, and how many other centres are within 25 um. */
export function neighboursOf(shape: CellShape, all: readonly CellShape[]) {
  let nearest = ALONE_MICRONS;
  let count = 0;
  for (const other of all) {
    if (other === shape) continue;
    const dx = other.centreX - shape.centreX;
    const dy = other.centreY - shape.centreY;
    const gap = Math.sqrt(dx * dx + dy * dy) * MICRONS_PER_PIXEL;
    nearest = Math.min(nearest, gap);
    if (gap <= NEAR_MICRONS) count++;
  }
  return { nearest, count };
}

/**
 * The 12 form numbers of an embedding, each about unit range; `training/hwsi/cells/describe.py`
 * states the formulas. `perimeter` is that of the unsimplified ring in pixels.
 */
export function formOf(
  shape: CellShape,
  perimeter: number,
  density: CellDensity,
  neighbours: { readonly nearest: number; readonly count: number },
): number[] {
  const { area } = shape;
  const mean = (shape.varianceX + shape.varianceY) / 2;
  const half = (shape.varianceX - shape.varianceY) / 2;
  const root = Math.sqrt(half * half + shape.covariance * shape.covariance);
  const major = mean + root;
  const minor = Math.max(mean - root, 1e-6);
  return [
    (Math.log(area * MICRONS_PER_PIXEL ** 2) - 3.4) / 0.7,
    2 * Math.sqrt(1 - minor / major) - 1,
    (Math.log(4 * Math.sqrt(major) * MICRONS_PER_PIXEL) - 2.1) / 0.5,
    (area / (4 * Math.PI * Math.sqrt(major * minor)) - 0.95) / 0.1,
    ((4 * Math.PI * area) / (perimeter * perimeter) - 0.8) / 0.2,
    ...density.rgb.map((value) => (value - 0.6) / 0.4),
    density.aboveRing / 0.4,
    density.spread / 0.15 - 1,
    (Math.log(neighbours.nearest) - 2.2) / 0.6,
    neighbours.count / 10 - 1,
  ];
}
