/**
 * What a place of a slide is, 8 um on a side. That it is out of focus is known of whole patches,
 * and only once their pixels are read.
 */
export const PLACE = { background: 0, tissue: 1, pen: 2, fold: 3 } as const;

/** One PLACE a pixel, row by row. */
export interface PlaceMap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Pixels in a patch that are not background, and those of them that are pen and fold. */
export interface PlaceCounts {
  readonly tissue: number;
  readonly pen: number;
  readonly fold: number;
}

/** Counts in the cell (column, row) of a `cells` x `cells` grid over the map, as `tissueShare`. */
export function countPlaces(
  { width, height, data }: PlaceMap,
  cells: number,
  [column, row]: readonly [column: number, row: number],
): PlaceCounts {
  const right = Math.round(((column + 1) * width) / cells);
  const bottom = Math.round(((row + 1) * height) / cells);
  const counts = [0, 0, 0, 0];
  for (let y = Math.round((row * height) / cells); y < bottom; y += 1) {
    for (let x = Math.round((column * width) / cells); x < right; x += 1) {
      const place = data[y * width + x] ?? PLACE.background;
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  const [, plain = 0, pen = 0, fold = 0] = counts;
  return { tissue: plain + pen + fold, pen, fold };
}
