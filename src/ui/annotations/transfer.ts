import type { ImportedCells } from "#annotations/geojson/collect-cells.ts";
import { measuresCsv } from "#annotations/measures-csv.ts";
import { geoJsonDoor } from "#engine/geojson-door.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import { openSlideOf, scaleOf } from "#stores/slide-store.ts";
import type { Stores } from "#ui/session/stores.ts";

/** One reader for the page; threads begin and end with their work. */
const geoJson = geoJsonDoor();

/** Reads a file into the open slide; resolves whatever comes of it, which the stores tell. */
export async function importFile(stores: Stores, file: File, signal: AbortSignal): Promise<void> {
  const slide = openSlideOf(stores.slide.getState());
  if (slide === null) return;
  const { importStarted, importAdvanced, importDone, importFailed, importLeft } =
    stores.imports.getState();
  const isCurrent = () => openSlideOf(stores.slide.getState())?.source === slide.source;
  importStarted(file.name);
  try {
    const { width, height } = slide.description;
    const wanted = {
      slide: { width, height },
      cellClasses: stores.runtime.getState().manifest?.cellClasses ?? [],
      knownClasses: stores.annotations.getState().classes,
    };
    const onProgress = (progress: Parameters<typeof importAdvanced>[0]) =>
      isCurrent() && importAdvanced(progress);
    const read = await geoJson.read(file, wanted, { signal, onProgress });
    if (!isCurrent()) return;
    if (read.annotations.length > 0) {
      stores.annotations.getState().annotationsImported(read.annotations);
    }
    if (read.cells !== null) cellsImported(stores, read.cells, file.name);
    importDone(read.report);
  } catch (error) {
    if (!isCurrent()) return;
    if (isAbort(error)) importLeft();
    else importFailed(faultOf(error));
  }
}

/** Classes that only the file knows are chosen from like the others. */
function cellsImported({ cells, annotations }: Stores, read: ImportedCells, name: string): void {
  const { table, columns, classes } = read;
  for (const made of classes) annotations.getState().classMade(made);
  cells.getState().cellsReady({ table, columns, source: { kind: "imported", name, classes } });
}

export interface ExportChoice {
  readonly withCells: boolean;
  readonly isPacked: boolean;
}

/** Saves what is marked, and the cells where there are any, as QuPath reads them. */
export async function exportGeoJson(stores: Stores, choice: ExportChoice): Promise<void> {
  const { exportStarted, exportEnded } = stores.imports.getState();
  const slide = openSlideOf(stores.slide.getState());
  if (slide === null) return;
  exportStarted();
  try {
    const contents = {
      annotations: stores.annotations.getState().annotations,
      cells: choice.withCells ? cellsOf(stores) : null,
      cellType: "detection" as const,
      idSeed: idSeedOf(stores, slide.description.name),
    };
    const file = await geoJson.write(contents, { isPacked: choice.isPacked });
    saveFile(file, `${fileStem(slide.description.name)}.geojson${choice.isPacked ? ".gz" : ""}`);
  } catch (error) {
    stores.display.getState().noticed(faultOf(error).message);
  } finally {
    exportEnded();
  }
}

/** Saves what annotations measure as a table. */
export function exportMeasures(stores: Stores): void {
  const slide = openSlideOf(stores.slide.getState());
  if (slide === null) return;
  const { annotations } = stores.annotations.getState();
  const table = measuresCsv(annotations, scaleOf(stores.slide.getState()));
  const file = new Blob([table], { type: "text/csv;charset=utf-8" });
  saveFile(file, `${fileStem(slide.description.name)} annotations.csv`);
}

/** The slide's cells with the names of their classes; null where none are there. */
function cellsOf({ cells, runtime }: Stores): ImportedCells | null {
  const { table, columns, state, source } = cells.getState();
  if (table === null || state.kind !== "ready" || table.count === 0) return null;
  const brought = source?.kind === "imported" ? source.classes : undefined;
  return { table, columns, classes: brought ?? runtime.getState().manifest?.cellClasses ?? [] };
}

function idSeedOf({ runtime }: Stores, slide: string): string {
  const manifest = runtime.getState().manifest;
  return `${manifest?.name ?? ""} ${manifest?.version ?? ""} ${slide}`;
}

/** A slide's name as a file may be called. */
export const fileStem = (name: string): string =>
  name.replace(/\.[a-z]{2,8}$/i, "").replace(/[^\p{L}\p{N} ._-]+/gu, "-") || "slide";

export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
