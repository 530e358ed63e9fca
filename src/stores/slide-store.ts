import { createStore, type StoreApi } from "zustand/vanilla";
import type { OpenSlide, SlideOrigin } from "#engine/engine.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import type { Fault } from "./fault.ts";

export type SlideState =
  | { readonly kind: "none" }
  | { readonly kind: "opening"; readonly origin: SlideOrigin }
  | { readonly kind: "open"; readonly origin: SlideOrigin; readonly slide: OpenSlide }
  | { readonly kind: "failed"; readonly origin: SlideOrigin; readonly fault: Fault };

/** The slide on the stage; lives until another one is opened. */
export interface SlideStore {
  readonly state: SlideState;
  /** Counts the slides opened, so that an answer can tell which slide it is about. */
  readonly serial: number;
  /** Tiles of this slide that could not be had, as "level/column_row". */
  readonly missingTiles: ReadonlySet<string>;
  readonly tileFault: Fault | null;
  /** The person would rather look without a scale than give one now. */
  readonly isScaleDeclined: boolean;
  /** A line is being drawn over a known length, to find the scale. */
  readonly isMeasuring: boolean;
  slideRequested(origin: SlideOrigin): void;
  slideOpened(origin: SlideOrigin, slide: OpenSlide): void;
  slideFailed(origin: SlideOrigin, fault: Fault): void;
  scaleGiven(description: SlideDescription): void;
  scaleDeclined(): void;
  scaleAsked(): void;
  measuringBegun(): void;
  measuringEnded(): void;
  tileMissed(tile: string, fault: Fault): void;
  tilesRetried(): void;
}

const noTiles = { missingTiles: new Set<string>(), tileFault: null };
const untouched = { ...noTiles, isScaleDeclined: false, isMeasuring: false };

export function createSlideStore(): StoreApi<SlideStore> {
  return createStore<SlideStore>((set) => ({
    state: { kind: "none" },
    serial: 0,
    ...untouched,
    slideRequested: (origin) => set({ state: { kind: "opening", origin }, ...untouched }),
    slideOpened: (origin, slide) =>
      set((store) => ({ state: { kind: "open", origin, slide }, serial: store.serial + 1 })),
    slideFailed: (origin, fault) => set({ state: { kind: "failed", origin, fault } }),
    scaleGiven: (description) =>
      set(({ state }) =>
        state.kind === "open"
          ? { state: { ...state, slide: { source: state.slide.source, description } } }
          : {},
      ),
    scaleDeclined: () => set({ isScaleDeclined: true }),
    scaleAsked: () => set({ isScaleDeclined: false }),
    measuringBegun: () => set({ isScaleDeclined: true, isMeasuring: true }),
    measuringEnded: () => set({ isMeasuring: false }),
    tileMissed: (tile, tileFault) =>
      set((store) => ({ missingTiles: new Set([...store.missingTiles, tile]), tileFault })),
    tilesRetried: () => set(noTiles),
  }));
}

export const openSlideOf = (store: SlideStore): OpenSlide | null =>
  store.state.kind === "open" ? store.state.slide : null;

/** Null while no slide is open or nobody has said its scale. */
export const scaleOf = (store: SlideStore): number | null =>
  openSlideOf(store)?.description.micronsPerPixel ?? null;

/** An open slide without microns per pixel: the one thing only a person can say. */
export const isScaleMissing = (store: SlideStore): boolean =>
  store.state.kind === "open" && store.state.slide.description.micronsPerPixel === null;
