import { createStore, type StoreApi } from "zustand/vanilla";
import type { AnnotationClass } from "#annotations/annotation.ts";
import type { Level0Rect } from "#core/geometry.ts";
import { type CellColumns, noColumns } from "#pipeline/cells/cell-columns.ts";
import type { CellTable } from "#pipeline/cells/cell-table.ts";
import type { Fault } from "./fault.ts";

/** Patches segmented and in all, and when the work began (milliseconds since the epoch). */
export interface CellsCount {
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
  readonly updatedAt: number;
}

export type CellsState =
  | { readonly kind: "none" }
  | ({ readonly kind: "working" } & CellsCount)
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly fault: Fault };

/** Where the cells come from. */
export type CellsSource =
  | {
      readonly kind: "segmented";
      /** What was searched, in words ("this view"); null for all tissue of the slide. */
      readonly area: string | null;
      /** Where cells were looked for: rectangles that do not overlap. */
      readonly searched: readonly Level0Rect[];
      /** Fewer done than in all where the person stopped it. */
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
  segmentingStarted(now: number): void;
  segmentingAdvanced(
    progress: { readonly done: number; readonly total: number },
    now: number,
  ): void;
  cellsGrown(table: CellTable): void;
  /** All cells of the slide, segmented, imported or from the library, in place of those before. */
  cellsReady(cells: CellsOfSlide): void;
  segmentingFailed(fault: Fault): void;
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
    segmentingStarted: (now) =>
      set({
        ...nothing,
        state: { kind: "working", done: 0, total: 0, startedAt: now, updatedAt: now },
      }),
    segmentingAdvanced: ({ done, total }, now) =>
      set(({ state }) =>
        state.kind === "working" ? { state: { ...state, done, total, updatedAt: now } } : {},
      ),
    cellsGrown: (table) => set(({ state }) => (state.kind === "working" ? { table } : {})),
    cellsReady: (cells) => set({ ...nothing, ...cells, state: { kind: "ready" } }),
    segmentingFailed: (fault) => set({ ...nothing, state: { kind: "failed", fault } }),
    cellsHighlighted: (highlight) => set({ highlight }),
    patchTimed: (patchMilliseconds) => set({ patchMilliseconds }),
    cellsLeft: () => set(nothing),
  }));
}
