import type { LabelMap } from "./flood.ts";
import { PATCH, QUARTER } from "./rules.ts";
import type { CellShape } from "./shape.ts";

/**
 * Means [cells, channels] of stride-4 maps [channels, 64, 64] over each cell's pixels: pixel (x, y)
 * reads column x >> 2, row y >> 2.
 */
export function poolMaps(map: LabelMap, shapes: readonly CellShape[], maps: Float32Array) {
  const plane = QUARTER * QUARTER;
  const channels = maps.length / plane;
  const sums = new Float64Array(map.count * channels);
  const add = (cell: number, weight: number, place: number) => {
    for (let c = 0; c < channels; c++) {
      const k = cell * channels + c;
      sums[k] = (sums[k] ?? 0) + weight * (maps[c * plane + place] ?? 0);
    }
  };
  eachOverlap(map, add);
  for (const [cell, { area }] of shapes.entries()) {
    for (let k = cell * channels; k < (cell + 1) * channels; k++) sums[k] = (sums[k] ?? 0) / area;
  }
  return sums;
}

/** Tells, for each stride-4 position in raster order, the cells under it and their pixels there. */
function eachOverlap(
  { labels, count }: LabelMap,
  add: (cell: number, weight: number, place: number) => void,
) {
  const weights = new Uint8Array(count);
  const cells = new Int32Array(16);
  for (let place = 0; place < QUARTER * QUARTER; place++) {
    const column = place % QUARTER;
    const corner = (place - column) * 4 * 4 + column * 4;
    let found = 0;
    for (let k = 0; k < 16; k++) {
      const cell = (labels[corner + (k >> 2) * PATCH + (k & 3)] ?? 0) - 1;
      if (cell < 0) continue;
      if (weights[cell] === 0) cells[found++] = cell;
      weights[cell] = (weights[cell] ?? 0) + 1;
    }
    for (let k = 0; k < found; k++) {
      const cell = cells[k] ?? 0;
      add(cell, weights[cell] ?? 0, place);
      weights[cell] = 0;
    }
  }
}
