import { createStore, type StoreApi } from "zustand/vanilla";
import type { Level0Point, Level0Rect } from "#core/geometry.ts";
import type { Standpoint } from "./standpoint.ts";

/** What the window shows of the slide. */
export interface View extends Standpoint {
  /** CSS pixels of the window. */
  readonly size: { readonly width: number; readonly height: number };
  /** The upright box around all that is visible, also when turned; may reach over the edges. */
  readonly bounds: Level0Rect;
}

/** What a person can do to the view; the viewer answers it. */
export interface Camera {
  fit(): void;
  zoomBy(factor: number): void;
  /** Shares of the window, so that one press moves the same at every zoom. */
  panBy(right: number, down: number): void;
  /** At once, by CSS pixels and about the middle, as far as the slide allows: one frame of a stick. */
  steer(right: number, down: number, factor: number): void;
  flyTo(rect: Level0Rect): void;
  /** To so many CSS pixels for one level-0 pixel, as far as the slide allows; `about` stays in place. */
  zoomTo(zoom: number, about: Level0Point | null): void;
  /** Flies to where one stood; the turn is the display's. */
  goTo(standpoint: Standpoint): void;
  /** The same, at once. */
  jumpTo(standpoint: Standpoint): void;
  /** Tissue and all that is drawn over it, in device pixels. */
  capture(): Promise<HTMLCanvasElement>;
}

/** Patches of one turn: selected, or pointed at in the text or on the tissue. */
export interface PatchesOfTurn {
  readonly turnId: number;
  readonly patchIds: readonly number[];
}

export type RailPanel =
  | "slides"
  | "display"
  | "annotations"
  | "analysis"
  | "layers"
  | "pack"
  | "keys";
export type PatchLayer = "kept" | "cited" | "cells" | "leftOut";

/** Layers that are drawn only when asked for. */
const hiddenAtFirst: readonly PatchLayer[] = ["leftOut"];

/** What is looked at and pointed at; nothing of it outlives the slide but the panels. */
export interface ViewStore {
  readonly camera: Camera | null;
  readonly view: View | null;
  /** Where the pointer is on the slide. */
  readonly pointer: Level0Point | null;
  readonly selected: { readonly turnId: number; readonly patchId: number } | null;
  readonly pointed: PatchesOfTurn | null;
  /** The turn whose patches are drawn. */
  readonly shownTurn: number | null;
  readonly overlaysHidden: boolean;
  readonly hiddenLayers: ReadonlySet<PatchLayer>;
  readonly hiddenClasses: ReadonlySet<number>;
  readonly panel: RailPanel | null;
  readonly commandsOpen: boolean;
  cameraReady(camera: Camera | null): void;
  viewMoved(view: View): void;
  pointerMoved(pointer: Level0Point | null): void;
  patchSelected(turnId: number, patchId: number): void;
  selectionCleared(): void;
  patchesPointed(pointed: PatchesOfTurn | null): void;
  answerShown(turnId: number | null): void;
  overlaysToggled(): void;
  overlaysShown(): void;
  layerToggled(layer: PatchLayer): void;
  /** Every layer and class, and nothing hidden. */
  layersShown(): void;
  classToggled(cellClass: number): void;
  panelToggled(panel: RailPanel): void;
  panelClosed(): void;
  commandsToggled(): void;
  slideLeft(): void;
}

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

const nothingLookedAt = {
  view: null,
  pointer: null,
  selected: null,
  pointed: null,
  shownTurn: null,
} as const;

export function createViewStore(): StoreApi<ViewStore> {
  return createStore<ViewStore>((set) => ({
    ...nothingLookedAt,
    camera: null,
    overlaysHidden: false,
    hiddenLayers: new Set(hiddenAtFirst),
    hiddenClasses: new Set<number>(),
    panel: null,
    commandsOpen: false,
    cameraReady: (camera) => set({ camera }),
    viewMoved: (view) => set({ view }),
    pointerMoved: (pointer) => set({ pointer }),
    patchSelected: (turnId, patchId) => set({ selected: { turnId, patchId }, shownTurn: turnId }),
    selectionCleared: () => set({ selected: null }),
    patchesPointed: (pointed) => set({ pointed }),
    answerShown: (shownTurn) => set({ shownTurn, selected: null, pointed: null }),
    overlaysToggled: () => set((store) => ({ overlaysHidden: !store.overlaysHidden })),
    overlaysShown: () => set({ overlaysHidden: false }),
    layerToggled: (layer) => set((store) => ({ hiddenLayers: toggled(store.hiddenLayers, layer) })),
    layersShown: () =>
      set({ overlaysHidden: false, hiddenLayers: new Set(), hiddenClasses: new Set() }),
    classToggled: (cellClass) =>
      set((store) => ({ hiddenClasses: toggled(store.hiddenClasses, cellClass) })),
    panelToggled: (panel) => set((store) => ({ panel: store.panel === panel ? null : panel })),
    panelClosed: () => set({ panel: null }),
    commandsToggled: () => set((store) => ({ commandsOpen: !store.commandsOpen })),
    slideLeft: () => set(nothingLookedAt),
  }));
}

export const isPointed = (store: ViewStore, turnId: number, patchId: number): boolean =>
  store.pointed?.turnId === turnId && store.pointed.patchIds.includes(patchId);

export const isSelected = (store: ViewStore, turnId: number, patchId: number): boolean =>
  store.selected?.turnId === turnId && store.selected.patchId === patchId;
