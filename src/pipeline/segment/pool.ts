import type { LabelMap } from "./flood.ts";
import { at } from "./levels.ts";
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
  for (let place = 0; place < plane; place++) {
    for (const [cell, weight] of cellsUnder(map.labels, place)) {
      for (let c = 0; c < channels; c++) {
        const k = cell * channels + c;
        sums[k] = at(sums, k) + weight * at(maps, c * plane + place);
      }
    }
  }
  return sums.map((sum, k) => sum / (shapes[Math.floor(k / channels)]?.area ?? 1));
}

/** The cells under one stride-4 position, in raster order, with their pixels there. */
function cellsUnder(labels: Int32Array, place: number): Map<number, number> {
  const found = new Map<number, number>();
  const corner = 4 * (Math.floor(place / QUARTER) * PATCH + (place % QUARTER));
  for (let dy = 0; dy < 4; dy++) {
    for (let dx = 0; dx < 4; dx++) {
      const cell = at(labels, corner + dy * PATCH + dx) - 1;
      if (cell >= 0) found.set(cell, (found.get(cell) ?? 0) + 1);
    }
  }
  return found;
}
