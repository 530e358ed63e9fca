import { createStore, type StoreApi } from "zustand/vanilla";
import type { CellTable } from "#pipeline/cells/cell-table.ts";
import type { PatchMap } from "#pipeline/map-patches.ts";

/** Layers of the whole slide, besides the evidence of an answer. */
export type SlideLayer = "regions" | "tissue" | "redundant" | "allCells";
export const SLIDE_LAYERS: readonly SlideLayer[] = ["regions", "tissue", "redundant", "allCells"];

/** What a heat map shows of every patch. */
export type HeatScore =
  | { readonly kind: "relevance" }
  | { readonly kind: "density" }
  | { readonly kind: "share"; readonly cellClass: number };

/** The patches of a slide, and the question that their relevance is to; null for none. */
export interface MappedPatches {
  readonly slideSerial: number;
  readonly question: string | null;
  readonly map: PatchMap;
}

/** A cell of a table; of another table it is another cell. */
export interface PickedCell {
  readonly table: CellTable;
  readonly cell: number;
}

/** How what lies over the tissue looks; lives as long as the page, but for the slide's own. */
export interface OverlayStore {
  readonly shown: ReadonlySet<SlideLayer>;
  readonly heat: HeatScore | null;
  /** Of everything together, 0..1. */
  readonly opacity: number;
  /** Cells the model is less sure of are not drawn, 0..1. */
  readonly leastConfidence: number;
  readonly isFaded: boolean;
  readonly isFilled: boolean;
  /** "#rrggbb" by class, where a person chose another than the pack's. */
  readonly classColours: ReadonlyMap<number, string>;
  readonly patches: MappedPatches | null;
  readonly pointed: PickedCell | null;
  readonly selected: PickedCell | null;
  slideLayerToggled(layer: SlideLayer): void;
  everyLayerShown(): void;
  heatChosen(heat: HeatScore | null): void;
  opacityChosen(opacity: number): void;
  confidenceChosen(leastConfidence: number): void;
  fadingToggled(): void;
  fillingToggled(): void;
  colourChosen(cellClass: number, colour: string): void;
  coloursReset(): void;
  patchesMapped(patches: MappedPatches): void;
  cellPointed(pointed: PickedCell | null): void;
  cellSelected(selected: PickedCell | null): void;
  /** Another slide: nothing of this one is pointed at or selected any more. */
  cellsLeft(): void;
}

export function createOverlayStore(): StoreApi<OverlayStore> {
  return createStore<OverlayStore>((set) => ({
    shown: new Set(),
    heat: null,
    opacity: 1,
    leastConfidence: 0,
    isFaded: false,
    isFilled: false,
    classColours: new Map(),
    patches: null,
    pointed: null,
    selected: null,
    slideLayerToggled: (layer) =>
      set(({ shown }) => {
        const next = new Set(shown);
        if (!next.delete(layer)) next.add(layer);
        return { shown: next };
      }),
    everyLayerShown: () => set({ shown: new Set(SLIDE_LAYERS), leastConfidence: 0 }),
    heatChosen: (heat) => set({ heat }),
    opacityChosen: (opacity) => set({ opacity }),
    confidenceChosen: (leastConfidence) => set({ leastConfidence }),
    fadingToggled: () => set(({ isFaded }) => ({ isFaded: !isFaded })),
    fillingToggled: () => set(({ isFilled }) => ({ isFilled: !isFilled })),
    colourChosen: (cellClass, colour) =>
      set(({ classColours }) => ({ classColours: new Map(classColours).set(cellClass, colour) })),
    coloursReset: () => set({ classColours: new Map() }),
    patchesMapped: (patches) => set({ patches }),
    cellPointed: (pointed) => set({ pointed }),
    cellSelected: (selected) => set({ selected }),
    cellsLeft: () => set({ pointed: null, selected: null }),
  }));
}
