import { UNITS } from "./cell-programs.ts";
import type { CellSheet } from "./drawing.ts";
import { createTable } from "./gl-table.ts";

/** What shaders look up of each cell: its place, class and confidence, and its state. */
export interface CellTables {
  /** Sends what has changed, in one upload, and lets the next calls see it all. */
  bind(): void;
  dispose(): void;
}

export function createCellTables(gl: WebGL2RenderingContext, sheet: CellSheet): CellTables {
  const { states } = sheet;
  const places = createTable(gl, "places", placesOf(sheet));
  const traits = createTable(gl, "traits", traitsOf(sheet));
  const table = createTable(gl, "states", states.bytes);
  states.flush(() => undefined); // the new table holds them all
  return {
    bind: () => {
      places.bind(UNITS.places);
      traits.bind(UNITS.traits);
      table.bind(UNITS.states);
      states.flush((first, end) => table.replace(first, end, states.bytes));
    },
    dispose: () => {
      for (const part of [places, traits, table]) part.dispose();
    },
  };
}

function placesOf({ tiles: { table, cells } }: CellSheet): Float32Array {
  const places = new Float32Array(2 * cells.length);
  for (let slot = 0; slot < cells.length; slot += 1) {
    const cell = cells[slot] ?? 0;
    places[2 * slot] = table.centres[2 * cell] ?? 0;
    places[2 * slot + 1] = table.centres[2 * cell + 1] ?? 0;
  }
  return places;
}

function traitsOf({ tiles: { table, cells } }: CellSheet): Uint8Array {
  const traits = new Uint8Array(2 * cells.length);
  for (let slot = 0; slot < cells.length; slot += 1) {
    const cell = cells[slot] ?? 0;
    traits[2 * slot] = table.classes[cell] ?? 0;
    traits[2 * slot + 1] = Math.round(255 * (table.confidences[cell] ?? 0));
  }
  return traits;
}
