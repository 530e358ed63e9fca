import type { AnnotationClass } from "#annotations/annotation.ts";
import type { Level0Ring } from "#core/area.ts";
import type { Level0Point } from "#core/geometry.ts";
import type { CellColumns } from "#pipeline/cells/cell-columns.ts";
import type { CellTable } from "#pipeline/cells/cell-table.ts";

/** Cells of a file as columns. */
export interface ImportedCells {
  readonly table: CellTable;
  readonly columns: CellColumns;
  /** What `table.classes` counts in: the classes known before, then those the file brought. */
  readonly classes: readonly AnnotationClass[];
}

export interface FoundCell {
  readonly ring: Level0Ring;
  readonly centre: Level0Point;
  readonly classification: AnnotationClass | null;
  readonly measurements: readonly (readonly [name: string, value: number])[];
}

export interface CellCollector {
  /** False where a further class, or a further measurement's name, finds no room. */
  add(cell: FoundCell): boolean;
  readonly count: number;
  /** Null where there are no cells. */
  end(): ImportedCells | null;
}

/** A class is one byte in a table. */
const mostClasses = 255;
const mostColumns = 64;
const withoutClass: AnnotationClass = { name: "unclassified", colour: "#808080" };
/** The name under which a confidence is exported; it is no column. */
export const confidenceName = "Confidence";

/** Gathers cells into typed arrays that double as they fill: no object is kept for a cell. */
export function collectCells(known: readonly AnnotationClass[]): CellCollector {
  const classes = [...known];
  const places = new Map(known.map(({ name }, index) => [name.toLowerCase(), index]));
  const columns = new Map<string, Growing<Float32Array<ArrayBuffer>>>();
  const centres = growing((length) => new Float32Array(length));
  const outlines = growing((length) => new Float32Array(length));
  const confidences = growing((length) => new Float32Array(length));
  const codes = growing((length) => new Uint8Array(length));
  const starts = growing((length) => new Uint32Array(length));
  starts.push(0);

  function codeOf(named: AnnotationClass): number {
    const known = places.get(named.name.toLowerCase());
    if (known !== undefined) return known;
    if (classes.length >= mostClasses) return mostClasses;
    places.set(named.name.toLowerCase(), classes.length);
    return classes.push(named) - 1;
  }
  function measure(measurements: FoundCell["measurements"]): boolean {
    let hasRoom = true;
    for (const [name, value] of measurements) {
      if (!columns.has(name) && columns.size >= mostColumns) hasRoom = false;
      else columnOf(name).push(value);
    }
    return hasRoom;
  }
  /** The column, filled up with what the cells before did not have. */
  function columnOf(name: string): Growing<Float32Array<ArrayBuffer>> {
    const column = columns.get(name) ?? growing((length) => new Float32Array(length));
    columns.set(name, column);
    while (column.length < codes.length - 1) column.push(Number.NaN);
    return column;
  }
  return {
    get count() {
      return codes.length;
    },
    add({ ring, centre, classification, measurements }) {
      const code = codeOf(classification ?? withoutClass);
      codes.push(code);
      centres.push(...centre);
      for (const point of ring) outlines.push(...point);
      starts.push(outlines.length / 2);
      const values = new Map(measurements);
      // A file that says nothing of it states its cells as facts.
      confidences.push(values.get(confidenceName) ?? 1);
      values.delete(confidenceName);
      return measure([...values]) && code < mostClasses;
    },
    end() {
      if (codes.length === 0) return null;
      for (const name of columns.keys()) {
        const column = columnOf(name);
        if (column.length < codes.length) column.push(Number.NaN);
      }
      const table: CellTable = {
        count: codes.length,
        centres: centres.end(),
        classes: codes.end(),
        confidences: confidences.end(),
        starts: starts.end(),
        outlines: outlines.end(),
      };
      const measured = new Map([...columns].map(([name, column]) => [name, column.end()]));
      return { table, columns: measured, classes };
    },
  };
}

type Numbers = Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

interface Growing<Values extends Numbers> {
  readonly length: number;
  push(...values: readonly number[]): void;
  end(): Values;
}

function growing<Values extends Numbers>(make: (length: number) => Values): Growing<Values> {
  let values = make(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(...added) {
      if (length + added.length > values.length) {
        const larger = make(2 * values.length);
        larger.set(values);
        values = larger;
      }
      for (const value of added) {
        values[length] = value;
        length += 1;
      }
    },
    end() {
      const exact = make(length);
      exact.set(values.subarray(0, length));
      return exact;
    },
  };
}
