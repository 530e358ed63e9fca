import type { KeptParts, KeptSlide, PartName } from "./kept-slide.ts";

/**
 * What is kept of slides, by their digests: IndexedDB in the page, maps in tests. Throws
 * `library-full` and `library-refused`.
 */
export interface Records {
  /** Last opened first. */
  slides(): Promise<readonly KeptSlide[]>;
  get<Name extends PartName>(digest: string, part: Name): Promise<KeptParts[Name] | null>;
  /**
   * Writes all the parts or none. Without its part `slide`, parts of a slide that is not there are
   * left: it was forgotten while they waited to be written.
   */
  put(digest: string, parts: Partial<KeptParts>): Promise<void>;
  remove(digest: string): Promise<void>;
  close(): void;
}
