import { createStore, type StoreApi } from "zustand/vanilla";
import type { AnnotationClass } from "#annotations/annotation.ts";
import type { NamedArea } from "#core/area.ts";
import type { Level0Rect } from "#core/geometry.ts";
import { type CellColumns, noColumns } from "#pipeline/cells/cell-columns.ts";
import type { CellTable } from "#pipeline/cells/cell-table.ts";
import type { Fault } from "./fault.ts";

/** Patches segmented and in all, and when the work began (milliseconds since the epoch). */
export interface CellsCount {
  readonly done: number;
  readonly total: number;
  /** Of those, the patches that an earlier search had done before this one went on from it. */
  readonly doneBefore: number;
  readonly startedAt: number;
  readonly updatedAt: number;
}

export type CellsState =
  | { readonly kind: "none" }
  | ({ readonly kind: "working" } & CellsCount)
  /** The fault that ended the last search before its end; what it had found is there. */
  | { readonly kind: "ready"; readonly fault: Fault | null }
  /** A search that found nothing, and where it was to search; null for all tissue. */
  | { readonly kind: "failed"; readonly fault: Fault; readonly where: NamedArea | null };

/** Where the cells come from. */
export type CellsSource =
  | {
      readonly kind: "segmented";
      /** What was searched, in words ("this view"); null for all tissue of the slide. */
      readonly area: string | null;
      /** The same, to go on from; absent where an earlier version kept the cells without. */
      readonly within?: NamedArea | null;
      /** Where cells were looked for: rectangles that do not overlap. */
      readonly searched: readonly Level0Rect[];
      /** Fewer done than in all where it was stopped, or failed. */
      readonly patches: { readonly done: number; readonly total: number };
    }
  | {
      readonly kind: "imported";
      readonly name: string;
      /** What the table's classes count in: the pack's, then those that the file brought. */
      readonly classes?: readonly AnnotationClass[];
    };

/** Cells of the slide, all that is known of each; row i of every column is cell i of the table. */
export interface CellsOfSlide {
  readonly table: CellTable;
  readonly columns: CellColumns;
  readonly source: CellsSource;
}

/** Cells of a search that ended before its end, and what it was to search; null for all tissue. */
export interface StoppedSearch extends CellsOfSlide {
  readonly source: Extract<CellsSource, { kind: "segmented" }>;
  readonly where: NamedArea | null;
}

/** Cells a person picked out together: one at a time for the whole page. */
export interface CellsHighlight {
  /** "inflammatory, 20 to 30 µm²". */
  readonly label: string;
  readonly count: number;
  /** 1 for each cell picked out, as it can be uploaded [n]. */
  readonly mask: Uint8Array;
}

/** The cells of the open slide; they go when it does. */
export interface CellsStore {
  readonly state: CellsState;
  /** Grows while cells are looked for, a new object each time; what it held before stays in place. */
  readonly table: CellTable | null;
  /** Empty until all cells are there. */
  readonly columns: CellColumns;
  /** Null until all cells are there. */
  readonly source: CellsSource | null;
  readonly highlight: CellsHighlight | null;
  /** Milliseconds for one patch, as last measured in this session; null before any was. */
  readonly patchMilliseconds: number | null;
  segmentingStarted(now: number, doneBefore?: number): void;
  segmentingAdvanced(
    progress: { readonly done: number; readonly total: number },
    now: number,
  ): void;
  cellsGrown(table: CellTable): void;
  /** All cells of the slide, segmented, imported or from the library, in place of those before. */
  cellsReady(cells: CellsOfSlide, fault?: Fault | null): void;
  segmentingFailed(fault: Fault, where: NamedArea | null): void;
  cellsHighlighted(highlight: CellsHighlight | null): void;
  patchTimed(milliseconds: number): void;
  /** Another slide, another scale, or the cells are no longer wanted. */
  cellsLeft(): void;
}

const nothing = {
  state: { kind: "none" },
  table: null,
  columns: noColumns,
  source: null,
  highlight: null,
} as const;

export function createCellsStore(): StoreApi<CellsStore> {
  return createStore<CellsStore>((set) => ({
    ...nothing,
    patchMilliseconds: null,
    segmentingStarted: (now, doneBefore = 0) =>
      set({
        ...nothing,
        state: { kind: "working", done: 0, total: 0, doneBefore, startedAt: now, updatedAt: now },
      }),
    segmentingAdvanced: ({ done, total }, now) =>
      set(({ state }) =>
        state.kind === "working" ? { state: { ...state, done, total, updatedAt: now } } : {},
      ),
    cellsGrown: (table) => set(({ state }) => (state.kind === "working" ? { table } : {})),
    cellsReady: ({ table, columns, source }, fault = null) =>
      set({ ...nothing, table, columns, source, state: { kind: "ready", fault } }),
    segmentingFailed: (fault, where) =>
      set({ ...nothing, state: { kind: "failed", fault, where } }),
    cellsHighlighted: (highlight) => set({ highlight }),
    patchTimed: (patchMilliseconds) => set({ patchMilliseconds }),
    cellsLeft: () => set(nothing),
  }));
}

/** The cells that are there; null while none are, or some are still looked for. */
export function readyCells({ state, table, columns, source }: CellsStore): CellsOfSlide | null {
  if (state.kind !== "ready" || table === null || source === null) return null;
  return { table, columns, source };
}

/** Whether a search ended before all that it was to search was searched, and can be gone on with. */
export function isStopped(source: CellsSource | null): source is StoppedSearch["source"] {
  if (source?.kind !== "segmented" || source.patches.done >= source.patches.total) return false;
  return source.area === null || source.within !== undefined;
}

/** A search to go on with; null where none was stopped. */
export function stoppedSearch(store: CellsStore): StoppedSearch | null {
  const ready = readyCells(store);
  if (ready === null || !isStopped(ready.source)) return null;
  return { ...ready, source: ready.source, where: ready.source.within ?? null };
}
