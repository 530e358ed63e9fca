import type { OpenSlide, SlideOrigin } from "#engine/engine.ts";
import type { Library } from "#library/library.ts";
import type { AnalysisShelf } from "#pipeline/analysis-shelf.ts";
import type { Recognised } from "./recognise.ts";

/** The page's side of the library: what the session tells it as slides come and go. Never rejects. */
export interface Keeper {
  /** Finds the slide in the library and holds it; null where nothing is to be kept. */
  recognise(origin: SlideOrigin, open: OpenSlide, signal: AbortSignal): Promise<Recognised | null>;
  /** Puts back what is kept of the slide that is open now, and keeps it from here on. */
  begin(recognised: Recognised, origin: SlideOrigin): Promise<void>;
  /** Where the open slide's analysis is taken from and kept. */
  shelf(): AnalysisShelf | undefined;
  /** The analysis is there: cells that were found on an earlier visit come back. */
  analysed(): Promise<void>;
  /** Before the stores are cleared for another slide. */
  slideLeft(): void;
  /** Reads the list anew. */
  refresh(): Promise<void>;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Deletes all that is kept of these slides; one that is open is no longer kept. */
  forget(digests: readonly string[]): Promise<void>;
  /** Does something with the library and tells what fails of it; null where it failed. */
  use<Value>(work: (library: Library) => Promise<Value>): Promise<Value | null>;
}

/** Where nothing is kept at all. */
export const noKeeper: Keeper = {
  recognise: async () => null,
  begin: async () => undefined,
  shelf: () => undefined,
  analysed: async () => undefined,
  slideLeft: () => undefined,
  refresh: async () => undefined,
  flush: async () => undefined,
  forget: async () => undefined,
  use: async () => null,
};
