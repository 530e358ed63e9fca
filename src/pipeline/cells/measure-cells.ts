import {
  AREA,
  type CellColumns,
  CIRCULARITY,
  ECCENTRICITY,
  EOSIN_OD,
  HAEMATOXYLIN_OD,
  MAJOR_AXIS,
  MINOR_AXIS,
  NEAREST,
  PERIMETER,
} from "./cell-columns.ts";
import { outlineOf } from "./cell-table.ts";
import type { StainedCells } from "./cell-table-builder.ts";
import { nearestNeighbours } from "./nearest-neighbours.ts";
import { circularityOf, eccentricityOf, outlineShape } from "./outline-shape.ts";
import { takeTurns } from "./take-turns.ts";

/** Cells measured between two looks at the clock. */
const STEP = 512;

/**
 * All of `CELL_MEASURES`, from the outlines and centres as they are drawn, in turns with whatever
 * else the thread does.
 */
export async function measureCells(
  { table, haematoxylin, eosin }: StainedCells,
  micronsPerPixel: number,
  options: { readonly signal?: AbortSignal } = {},
): Promise<CellColumns> {
  const { count, centres } = table;
  const area = new Float32Array(count);
  const perimeter = new Float32Array(count);
  const circularity = new Float32Array(count);
  const eccentricity = new Float32Array(count);
  const major = new Float32Array(count);
  const minor = new Float32Array(count);
  const turn = takeTurns(options.signal);
  for (let cell = 0; cell < count; cell += 1) {
    if (cell % STEP === 0) await turn();
    const shape = outlineShape(outlineOf(table, cell));
    area[cell] = shape.area * micronsPerPixel ** 2;
    perimeter[cell] = shape.perimeter * micronsPerPixel;
    circularity[cell] = circularityOf(shape);
    eccentricity[cell] = eccentricityOf(shape);
    major[cell] = shape.major * micronsPerPixel;
    minor[cell] = shape.minor * micronsPerPixel;
  }
  const nearest = await nearestNeighbours(centres, options);
  return new Map([
    [AREA, area],
    [PERIMETER, perimeter],
    [CIRCULARITY, circularity],
    [ECCENTRICITY, eccentricity],
    [MAJOR_AXIS, major],
    [MINOR_AXIS, minor],
    [HAEMATOXYLIN_OD, haematoxylin],
    [EOSIN_OD, eosin],
    [NEAREST, nearest.map((pixels) => pixels * micronsPerPixel)],
  ]);
}
