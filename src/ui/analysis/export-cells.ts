import { takeTurns } from "#pipeline/cells/take-turns.ts";
import { cellsCsv } from "#pipeline/export/cells-csv.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { fileStem, saveFile } from "#ui/annotations/transfer.ts";
import type { Stores } from "#ui/session/stores.ts";
import { classesOf } from "./use-counted.ts";

/** Saves the slide's cells as QuPath's table has them; the page goes on while it is written. */
export async function exportCells({ slide, cells, runtime }: Stores): Promise<void> {
  const description = openSlideOf(slide.getState())?.description;
  const { table, columns, source } = cells.getState();
  if (table === null || source === null || description === undefined) return;
  const { name, micronsPerPixel } = description;
  if (micronsPerPixel === null) return;
  const cellClasses = classesOf(source) ?? runtime.getState().manifest?.cellClasses ?? [];
  const pieces: Blob[] = [];
  const turn = takeTurns();
  const file = { slideName: name, cellClasses, micronsPerPixel };
  for (const piece of cellsCsv({ table, columns }, file)) {
    pieces.push(new Blob([piece])); // in the browser's keeping, not in this page's memory
    await turn();
  }
  saveFile(new Blob(pieces, { type: "text/csv;charset=utf-8" }), `${fileStem(name)} cells.csv`);
}
