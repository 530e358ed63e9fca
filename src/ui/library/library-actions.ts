import { exportSlides } from "#library/export/export-slides.ts";
import { importSlides } from "#library/export/import-slides.ts";
import type { KeptSlide } from "#library/kept-slide.ts";
import { faultOf } from "#stores/fault.ts";
import { t } from "#ui/language/t.ts";
import type { Room } from "#ui/session/room.tsx";
import { importedWords } from "./library-words.ts";
import { originOf } from "./slide-place.ts";

/** What a person does with the slides that are remembered; what fails is told above the list. */
export interface LibraryActions {
  /** Call it from a click: the browser may ask whether the file may be read. */
  open(slide: KeptSlide): Promise<void>;
  /** Beside the open slide, to compare, with the scale that was given it; from a click likewise. */
  openBeside(slide: KeptSlide): Promise<void>;
  exportAll(slides: readonly KeptSlide[]): Promise<void>;
  importFile(file: Blob): Promise<void>;
  forget(slides: readonly KeptSlide[]): Promise<void>;
  /** Asks the browser not to clear what is kept. */
  persist(): Promise<void>;
  keepNothing(isOn: boolean): void;
}

export function libraryActions({ session, stores }: Room): LibraryActions {
  const { keeper } = session;
  const told = stores.library.getState();
  return {
    open: async (slide) => {
      told.told(null);
      try {
        await session.openSlide(await originOf(slide));
      } catch (thrown) {
        told.keepingFailed(faultOf(thrown));
      }
    },
    openBeside: async (slide) => {
      told.told(null);
      try {
        const origin = await originOf(slide);
        const micronsPerPixel = slide.givenScale ?? origin.micronsPerPixel;
        await session.openBeside({ ...origin, micronsPerPixel });
      } catch (thrown) {
        told.keepingFailed(faultOf(thrown));
      }
    },
    exportAll: async (slides) => {
      told.told(null);
      await keeper.flush();
      const digests = slides.map(({ digest }) => digest);
      const file = await keeper.use((library) => exportSlides(library, digests));
      if (file !== null) saveFile(file, fileName(slides));
    },
    importFile: async (file) => {
      told.told(null);
      const done = await keeper.use((library) => importSlides(library, file));
      if (done !== null) told.told(importedWords(done));
      await keeper.refresh();
    },
    forget: (slides) => keeper.forget(slides.map(({ digest }) => digest)),
    persist: async () => {
      const isPersisted = await keeper.use(({ storage }) => storage.persist());
      if (isPersisted === false) told.told(t("library.notPersisted"));
      await keeper.refresh();
    },
    keepNothing: (isOn) => {
      stores.preferences.getState().keepingChosen(isOn);
      if (isOn) keeper.slideLeft();
    },
  };
}

function fileName(slides: readonly KeptSlide[]): string {
  const [only] = slides;
  const of = slides.length === 1 ? (only?.name ?? "slide") : `${slides.length} slides`;
  return `${of.replace(/[^\w .-]/g, "_")}.paraffin.zip`;
}

function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it a while
}
