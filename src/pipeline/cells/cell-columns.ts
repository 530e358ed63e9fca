import type { CellTable } from "./cell-table.ts";

/**
 * One number for each cell of a table, by the name that QuPath writes (Float32Array [n]); NaN where
 * a cell has none. Cells segmented here have all of `CELL_MEASURES`, imported ones what their file
 * held.
 */
export type CellColumns = ReadonlyMap<string, Float32Array>;

export const AREA = "Nucleus: Area µm^2";
export const PERIMETER = "Nucleus: Perimeter µm";
export const CIRCULARITY = "Nucleus: Circularity";
export const ECCENTRICITY = "Nucleus: Eccentricity";
/** Not QuPath's calipers: the axes of the ellipse with the outline's second moments. */
export const MAJOR_AXIS = "Nucleus: Major axis µm";
export const MINOR_AXIS = "Nucleus: Minor axis µm";
export const HAEMATOXYLIN_OD = "Nucleus: Hematoxylin OD mean";
export const EOSIN_OD = "Nucleus: Eosin OD mean";
export const NEAREST = "Nucleus: Nearest neighbour distance µm";

/** A measure of a cell: its column's name, and how many digits of it mean anything. */
export interface CellMeasure {
  readonly name: string;
  readonly digits: number;
}

export const CELL_MEASURES: readonly CellMeasure[] = [
  { name: AREA, digits: 2 },
  { name: PERIMETER, digits: 2 },
  { name: CIRCULARITY, digits: 4 },
  { name: ECCENTRICITY, digits: 4 },
  { name: MAJOR_AXIS, digits: 2 },
  { name: MINOR_AXIS, digits: 2 },
  { name: HAEMATOXYLIN_OD, digits: 4 },
  { name: EOSIN_OD, digits: 4 },
  { name: NEAREST, digits: 2 },
];

export const noColumns: CellColumns = new Map();

/** Cells with all that was measured of each. */
export interface MeasuredCells {
  readonly table: CellTable;
  readonly columns: CellColumns;
}
