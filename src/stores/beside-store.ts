import { createStore, type StoreApi } from "zustand/vanilla";
import type { OpenSlide, SlideOrigin } from "#engine/engine.ts";
import type { Fault } from "./fault.ts";
import type { ViewLink } from "./linked-view.ts";
import type { SlideState } from "./slide-store.ts";
import type { Standpoint } from "./standpoint.ts";
import type { Camera, View } from "./view-store.ts";

/** What a person can do to the view of the second slide; its own viewer answers it. */
export interface BesideCamera extends Omit<Camera, "capture"> {
  /** Stands there at once, turned and mirrored as it says. */
  stand(standpoint: Standpoint): void;
  retryTiles(): void;
}

/** A second slide beside the first, for comparison alone: no model sees it, and nothing of it is kept. */
export interface BesideStore {
  readonly state: SlideState;
  /** How it lies to the first slide while both move together; null while each moves alone. */
  readonly link: ViewLink | null;
  readonly view: View | null;
  readonly camera: BesideCamera | null;
  /** Keys act on it, not on the first slide. */
  readonly isInHand: boolean;
  /** A part of it that could not be read. */
  readonly tileFault: Fault | null;
  besideRequested(origin: SlideOrigin): void;
  besideOpened(origin: SlideOrigin, slide: OpenSlide, link: ViewLink): void;
  besideFailed(origin: SlideOrigin, fault: Fault): void;
  besideClosed(): void;
  viewsLinked(link: ViewLink): void;
  viewsParted(): void;
  viewMoved(view: View): void;
  cameraReady(camera: BesideCamera | null): void;
  takenInHand(isInHand: boolean): void;
  tileMissed(fault: Fault): void;
  tilesRetried(): void;
}

const empty = {
  state: { kind: "none" },
  link: null,
  view: null,
  isInHand: false,
  tileFault: null,
} as const;

export function createBesideStore(): StoreApi<BesideStore> {
  return createStore<BesideStore>((set) => ({
    ...empty,
    camera: null,
    besideRequested: (origin) => set({ ...empty, state: { kind: "opening", origin } }),
    besideOpened: (origin, slide, link) => set({ state: { kind: "open", origin, slide }, link }),
    besideFailed: (origin, fault) => set({ ...empty, state: { kind: "failed", origin, fault } }),
    besideClosed: () => set(empty),
    viewsLinked: (link) => set({ link }),
    viewsParted: () => set({ link: null }),
    viewMoved: (view) => set({ view }),
    cameraReady: (camera) => set({ camera }),
    takenInHand: (isInHand) => set({ isInHand }),
    tileMissed: (tileFault) => set({ tileFault }),
    tilesRetried: () => set({ tileFault: null }),
  }));
}

export const slideBeside = ({ state }: BesideStore): OpenSlide | null =>
  state.kind === "open" ? state.slide : null;
