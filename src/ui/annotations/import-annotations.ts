import { openSlideOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import type { Stores } from "#ui/session/stores.ts";
import { createTask, type Task } from "#ui/session/task.ts";
import { importFile } from "./transfer.ts";

/** One file at a time is read into a page, wherever it was chosen or dropped. */
const readings = new WeakMap<Stores["imports"], Task>();

function readingOf({ imports }: Stores): Task {
  const known = readings.get(imports) ?? createTask();
  readings.set(imports, known);
  return known;
}

/** Reads a file into the open slide; ends when the slide goes. */
export async function importAnnotations(stores: Stores, file: File): Promise<void> {
  const slide = openSlideOf(stores.slide.getState());
  await readingOf(stores).run(async (signal) => {
    const unwatch = stores.slide.subscribe((now) => {
      if (openSlideOf(now)?.source !== slide?.source) stopImport(stores);
    });
    await importFile(stores, file, signal).finally(unwatch);
  });
}

export const stopImport = (stores: Stores): void => readingOf(stores).stop();

/** Imports what was dropped and opens the panel that tells of it; says what to do where it cannot. */
export function importDropped(stores: Stores, files: readonly File[]): void {
  const { noticed } = stores.display.getState();
  const [file] = files;
  if (file === undefined) return;
  if (openSlideOf(stores.slide.getState()) === null) {
    noticed(t("annotations.dropNeedsSlide", { file: file.name }));
    return;
  }
  if (files.length > 1 || stores.imports.getState().state.kind === "reading") {
    noticed(t("annotations.dropOne"));
    return;
  }
  const { panel, panelToggled } = stores.view.getState();
  if (panel !== "annotations") panelToggled("annotations");
  void importAnnotations(stores, file);
}
