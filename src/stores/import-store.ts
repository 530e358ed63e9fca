import { createStore, type StoreApi } from "zustand/vanilla";
import type { ImportReport } from "#annotations/geojson/import-report.ts";
import type { ImportProgress } from "#annotations/geojson/read-geojson.ts";
import type { Fault } from "./fault.ts";

/** What becomes of a file that is imported. */
export type ImportState =
  | { readonly kind: "none" }
  | { readonly kind: "reading"; readonly name: string; readonly progress: ImportProgress | null }
  | { readonly kind: "done"; readonly name: string; readonly report: ImportReport }
  | { readonly kind: "failed"; readonly name: string; readonly fault: Fault };

/** The import under way or last done; the slide takes it with it. */
export interface ImportStore {
  readonly state: ImportState;
  readonly isExporting: boolean;
  importStarted(name: string): void;
  importAdvanced(progress: ImportProgress): void;
  importDone(report: ImportReport): void;
  importFailed(fault: Fault): void;
  /** Stopped, or its report is read. */
  importLeft(): void;
  exportStarted(): void;
  exportEnded(): void;
}

export function createImportStore(): StoreApi<ImportStore> {
  return createStore<ImportStore>((set) => ({
    state: { kind: "none" },
    isExporting: false,
    importStarted: (name) => set({ state: { kind: "reading", name, progress: null } }),
    importAdvanced: (progress) =>
      set(({ state }) => (state.kind === "reading" ? { state: { ...state, progress } } : {})),
    importDone: (report) =>
      set(({ state }) =>
        state.kind === "reading" ? { state: { kind: "done", name: state.name, report } } : {},
      ),
    importFailed: (fault) =>
      set(({ state }) =>
        state.kind === "reading" ? { state: { kind: "failed", name: state.name, fault } } : {},
      ),
    importLeft: () => set({ state: { kind: "none" } }),
    exportStarted: () => set({ isExporting: true }),
    exportEnded: () => set({ isExporting: false }),
  }));
}
