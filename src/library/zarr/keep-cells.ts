import type { NamedArea } from "#core/area.ts";
import type { Level0Rect } from "#core/geometry.ts";
import { damagedLibrary } from "#library/library-faults.ts";
import type { LibraryFiles } from "#library/library-files.ts";
import type { CellColumns } from "#pipeline/cells/cell-columns.ts";
import type { CellTable } from "#pipeline/cells/cell-table.ts";
import {
  type Column,
  type ColumnType,
  placeToRead,
  placeToWrite,
  readColumn,
  readGroup,
  writeColumn,
  writeGroup,
} from "./columns.ts";
import { type AnalysisKey, folderOf } from "./layout.ts";

/** The cells of a whole slide with what was measured of each. */
export interface KeptCells {
  readonly table: CellTable;
  readonly columns: CellColumns;
  readonly source: KeptCellsSource;
}

/** Where the cells come from: found here in these rectangles, or read from a file. */
export type KeptCellsSource =
  | {
      readonly kind: "segmented";
      readonly area: string | null;
      readonly within?: NamedArea | null;
      readonly searched: readonly Level0Rect[];
      readonly patches: { readonly done: number; readonly total: number };
    }
  | { readonly kind: "imported"; readonly name: string };

/**
 * Writes the cells beside the analysis, in a group of their own whose metadata comes last:
 *
 *     cells/centre         float32 [C, 2]   level-0 pixels
 *     cells/class          uint8   [C]      row of the root's `cell_classes`
 *     cells/confidence     float32 [C]      0..1
 *     cells/outline_start  uint32  [C + 1]  outline of cell i: points start[i] to start[i + 1]
 *     cells/outline        float32 [P, 2]   level-0 pixels
 *     cells/measure        float32 [M, C]   row m is measure m of the attribute `measures`
 */
export async function writeCells(
  files: LibraryFiles,
  key: AnalysisKey,
  { table, columns, source }: KeptCells,
): Promise<void> {
  const place = placeToWrite(files, folderOf(key));
  await files.remove(`${folderOf(key)}/cells`);
  const { count } = table;
  const points = table.outlines.length / 2;
  const measured = new Float32Array(columns.size * count); // [M, C]
  for (const [row, values] of [...columns.values()].entries()) measured.set(values, row * count);
  const arrays: Record<string, Column> = {
    centre: columnOf(["cell", "x_y"], [count, 2], "float32", table.centres),
    class: columnOf(["cell"], [count], "uint8", table.classes),
    confidence: columnOf(["cell"], [count], "float32", table.confidences),
    outline_start: columnOf(["cell"], [count + 1], "uint32", table.starts),
    outline: columnOf(["point", "x_y"], [points, 2], "float32", table.outlines),
    measure: columnOf(["measure", "cell"], [columns.size, count], "float32", measured),
  };
  for (const [name, column] of Object.entries(arrays)) {
    await writeColumn(place, `cells/${name}`, column);
  }
  const units = { centre: "level-0 pixels", outline: "level-0 pixels" };
  await writeGroup(place, "cells", { measures: [...columns.keys()], units, source });
}

/** The cells as they were written; null where they were not. Throws `library-damaged`. */
export async function readCells(files: LibraryFiles, key: AnalysisKey): Promise<KeptCells | null> {
  const place = placeToRead(files, folderOf(key));
  const attributes = await readGroup(place, "cells");
  if (attributes === null) return null;
  const read = async <Type extends ColumnType>(name: string, type: Type) =>
    (await readColumn(place, `cells/${name}`, type)).values;
  const confidences = await read("confidence", "float32");
  const count = confidences.length;
  const table: CellTable = {
    count,
    centres: await read("centre", "float32"),
    classes: await read("class", "uint8"),
    confidences,
    starts: await read("outline_start", "uint32"),
    outlines: await read("outline", "float32"),
  };
  const points = 2 * (table.starts[count] ?? -1);
  if (table.centres.length !== 2 * count || table.outlines.length !== points) {
    throw damagedLibrary("The cells of an analysis are not whole.");
  }
  const measured = await read("measure", "float32");
  const names = attributes["measures"] as readonly string[];
  const columns = new Map(
    names.map((name, row) => [name, measured.subarray(row * count, (row + 1) * count)] as const),
  );
  return { table, columns, source: attributes["source"] as KeptCellsSource };
}

function columnOf<Type extends ColumnType>(
  names: readonly string[],
  shape: readonly number[],
  type: Type,
  values: Column<Type>["values"],
): Column<Type> {
  return { type, names, shape, values };
}
