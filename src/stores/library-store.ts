import { createStore, type StoreApi } from "zustand/vanilla";
import type { KeptSlide } from "#library/kept-slide.ts";
import type { StorageUse } from "#library/storage-gauge.ts";
import type { Fault } from "./fault.ts";

export type LibraryState =
  | { readonly kind: "opening" }
  | { readonly kind: "open" }
  /** There is no library on this visit; the page goes on without. */
  | { readonly kind: "failed"; readonly fault: Fault };

/** The slides that are remembered; lives as long as the page, the slides longer. */
export interface LibraryStore {
  readonly state: LibraryState;
  /** Last opened first. */
  readonly slides: readonly KeptSlide[];
  readonly use: StorageUse | null;
  /** Digest of the open slide while it is kept here. */
  readonly keptDigest: string | null;
  /** Why the open slide, or the last change to it, is not kept. */
  readonly fault: Fault | null;
  /** What came of the last export or import. */
  readonly notice: string | null;
  libraryOpened(): void;
  libraryFailed(fault: Fault): void;
  slidesListed(slides: readonly KeptSlide[], use: StorageUse): void;
  slideKept(digest: string): void;
  keepingFailed(fault: Fault): void;
  keepingWorked(): void;
  told(notice: string | null): void;
  slideLeft(): void;
}

export function createLibraryStore(): StoreApi<LibraryStore> {
  return createStore<LibraryStore>((set) => ({
    state: { kind: "opening" },
    slides: [],
    use: null,
    keptDigest: null,
    fault: null,
    notice: null,
    libraryOpened: () => set({ state: { kind: "open" } }),
    libraryFailed: (fault) => set({ state: { kind: "failed", fault } }),
    slidesListed: (slides, use) => set({ slides, use }),
    slideKept: (keptDigest) => set({ keptDigest, fault: null }),
    keepingFailed: (fault) => set({ fault }),
    keepingWorked: () => set(({ fault }) => (fault === null ? {} : { fault: null })),
    told: (notice) => set({ notice }),
    slideLeft: () => set({ keptDigest: null, fault: null }),
  }));
}
