import type { OpenSlide, SlideOrigin } from "#engine/engine.ts";
import { keepAnalysis } from "#library/keep-analysis.ts";
import { forgetSlide, type Library } from "#library/library.ts";
import { keptElsewhere, libraryFault } from "#library/library-faults.ts";
import { packDigest } from "#library/pack-digest.ts";
import { readCells, writeCells } from "#library/zarr/keep-cells.ts";
import type { AnalysisKey } from "#library/zarr/layout.ts";
import type { AnalysisShelf } from "#pipeline/analysis-shelf.ts";
import type { CellsStore } from "#stores/cells-store.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import type { Stores } from "#ui/session/stores.ts";
import { type KeptOpenSlide, keepSlide } from "./keep-slide.ts";
import type { Keeper } from "./keeper.ts";
import { type Recognised, recognise } from "./recognise.ts";
import { restoreSlide, restoreView } from "./restore-slide.ts";

export interface KeeperParts {
  readonly openLibrary: () => Promise<Library>;
  readonly stores: Stores;
  /** Whether the page's address says where to look: then that counts, not the last view. */
  readonly isViewAsked?: () => boolean;
}

/** The open slide as this tab keeps it; `slide` is null where another tab does. */
interface Current extends Recognised {
  slide: KeptOpenSlide | null;
}

/** A keeper over the library; where that cannot be opened it says so and keeps nothing. */
export class LibraryKeeper implements Keeper {
  readonly #parts: KeeperParts;
  readonly #library: Promise<Library | null>;
  /** Serials of the slides of this page, by digest. */
  readonly #serials = new Map<string, number[]>();
  /** Tables that came from the library and need not be written there again. */
  readonly #readTables = new WeakSet<object>();
  #current: Current | null = null;
  #recognising: Promise<unknown> = Promise.resolve();
  #leaving: Promise<unknown> = Promise.resolve();
  /** An analysis and cells on their way into the library: what is forgotten meanwhile must not come back. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#library = this.#open();
    parts.stores.cells.subscribe((now, before) => {
      if (now.state.kind !== "ready" || now.table === before.table) return;
      this.#writing = Promise.all([this.#writing, this.#keepCells(now)]);
    });
  }

  async recognise(origin: SlideOrigin, open: OpenSlide, signal: AbortSignal) {
    if (this.#parts.stores.preferences.getState().keepsNothing) return null;
    const find = async (library: Library): Promise<Recognised | null> => {
      await this.#leaving;
      const found = await recognise(library, origin, open, signal);
      if (signal.aborted) found.release?.();
      else this.#current = { ...found, slide: null };
      return signal.aborted ? null : found;
    };
    const recognising = this.use(find);
    this.#recognising = recognising;
    return recognising;
  }

  async begin(recognised: Recognised, origin: SlideOrigin): Promise<void> {
    const { stores, isViewAsked } = this.#parts;
    const { digest, kept, release } = recognised;
    const mine = this.#current;
    if (mine === null) return;
    const former = this.#serials.get(digest) ?? [];
    this.#serials.set(digest, [...former, stores.slide.getState().serial]);
    if (kept?.view && isViewAsked?.() !== true) restoreView(stores, kept.view);
    await this.use(async (library) => {
      await restoreSlide(library, recognised, stores, former);
      if (this.#current !== mine) return;
      if (release === null) throw keptElsewhere();
      mine.slide = keepSlide({
        library,
        stores,
        digest,
        origin,
        kept,
        openedAt: Date.now(),
        onFault: this.#onFault,
        onWritten: () => this.#told.keepingWorked(),
      });
      this.#told.slideKept(digest);
      await mine.slide.writes.flush();
    });
    await this.refresh();
  }

  shelf(): AnalysisShelf {
    const kept = this.#shelf();
    return {
      take: async () => (await kept)?.take() ?? null,
      keep: (analysis) => {
        const writing = kept.then((shelf) => shelf?.keep(analysis));
        this.#writing = Promise.all([this.#writing, writing]);
        return writing;
      },
    };
  }

  async analysed(): Promise<void> {
    const { cells } = this.#parts.stores;
    const key = await this.#analysisKey();
    const kept = key && (await this.use(({ files }) => readCells(files, key)));
    if (kept === null || this.#current?.digest !== key?.slideDigest) return;
    if (cells.getState().state.kind !== "none") return;
    this.#readTables.add(kept.table);
    cells.getState().cellsReady(kept);
  }

  slideLeft(): void {
    const left = this.#current;
    this.#current = null;
    this.#told.slideLeft();
    const written = Promise.resolve(left?.slide?.leave()).finally(() => left?.release?.());
    this.#leaving = Promise.all([this.#leaving, written]);
  }

  async refresh(): Promise<void> {
    await this.use(async ({ records, storage }) =>
      this.#told.slidesListed(await records.slides(), await storage.measure()),
    );
  }

  async flush(): Promise<void> {
    await this.#current?.slide?.writes.flush();
    await Promise.all([this.#leaving, this.#writing]);
  }

  async forget(digests: readonly string[]): Promise<void> {
    if (this.#current !== null && digests.includes(this.#current.digest)) {
      this.#current.slide?.writes.drop();
      this.slideLeft();
      await this.#leaving;
    }
    await this.#writing;
    await this.use(async (library) => {
      for (const digest of digests) await forgetSlide(library, digest);
    });
    await this.refresh();
  }

  async use<Value>(work: (library: Library) => Promise<Value>): Promise<Value | null> {
    const library = await this.#library;
    if (library === null) return null;
    return work(library).catch((thrown: unknown) => {
      this.#onFault(thrown);
      return null;
    });
  }

  async #open(): Promise<Library | null> {
    try {
      const library = await this.#parts.openLibrary();
      this.#told.libraryOpened();
      return library;
    } catch (thrown) {
      this.#told.libraryFailed(faultOf(libraryFault(thrown)));
      return null;
    }
  }

  get #told() {
    return this.#parts.stores.library.getState();
  }

  readonly #onFault = (thrown: unknown): void => {
    if (!isAbort(thrown)) this.#told.keepingFailed(faultOf(libraryFault(thrown)));
  };

  /** Of the open slide at its scale by the loaded pack; null while one of the three is missing. */
  async #analysisKey(): Promise<AnalysisKey | null> {
    const { runtime, slide } = this.#parts.stores;
    const { manifest } = runtime.getState();
    const { name, micronsPerPixel } = openSlideOf(slide.getState())?.description ?? {};
    const slideDigest = this.#current?.digest;
    if (slideDigest === undefined || manifest === null || name === undefined) return null;
    if (micronsPerPixel === undefined || micronsPerPixel === null) return null;
    return {
      slideName: name,
      slideDigest,
      packDigest: await packDigest(manifest),
      micronsPerPixel,
    };
  }

  async #shelf(): Promise<AnalysisShelf | null> {
    const library = await this.#library;
    await this.#recognising;
    const key = await this.#analysisKey();
    const { manifest } = this.#parts.stores.runtime.getState();
    if (library === null || key === null || manifest === null) return null;
    const mayWrite = () => this.#isWriter(key);
    return keepAnalysis(library.files, key, { manifest, mayWrite, onFault: this.#onFault });
  }

  #isWriter({ slideDigest }: AnalysisKey): boolean {
    return this.#current?.digest === slideDigest && this.#current.slide !== null;
  }

  async #keepCells({ table, columns, source }: CellsStore): Promise<void> {
    if (table === null || source === null || this.#readTables.has(table)) return;
    const asked = this.#analysisKey(); // of the slide that is open now, whatever is opened meanwhile
    await this.use(async ({ files }) => {
      const key = await asked;
      if (key === null || !this.#isWriter(key)) return;
      await writeCells(files, key, { table, columns, source });
    });
  }
}
