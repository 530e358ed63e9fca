import type { Level0Point } from "#core/geometry.ts";
import { CELL_MEASURES, type MeasuredCells } from "#pipeline/cells/cell-columns.ts";
import type { CellTable } from "#pipeline/cells/cell-table.ts";
import { rounded } from "./rounded.ts";

/** The probability of a cell's class among its measurements. */
export const CONFIDENCE = "Confidence";

const DIGITS: ReadonlyMap<string, number> = new Map(
  CELL_MEASURES.map(({ name, digits }) => [name, digits]),
);
const CONFIDENCE_DIGITS = 4;
/** Of a column that a file brought. */
const USUAL_DIGITS = 4;

/** What is written of a cell by name, as many digits as mean anything; what it has not is left out. */
export function measurementsOf(
  { table, columns }: MeasuredCells,
  cell: number,
): (readonly [name: string, value: number])[] {
  const measured = [...columns].flatMap(([name, values]) => {
    const value = values[cell] ?? Number.NaN;
    if (!Number.isFinite(value)) return [];
    return [[name, rounded(value, DIGITS.get(name) ?? USUAL_DIGITS)] as const];
  });
  return [[CONFIDENCE, rounded(table.confidences[cell] ?? 0, CONFIDENCE_DIGITS)], ...measured];
}

export function centreOf({ centres }: CellTable, cell: number): Level0Point {
  return [centres[2 * cell] ?? 0, centres[2 * cell + 1] ?? 0];
}
