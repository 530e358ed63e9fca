import type { StoreApi } from "zustand/vanilla";
import type { DisplayStore } from "#stores/display-store.ts";
import { filterOf } from "./light-filter.ts";
import type { SlideViewer } from "./slide-viewer.ts";

/** Keeps the viewer turned and lit as chosen; returns how to stop. */
export function applyDisplay(viewer: SlideViewer, display: StoreApi<DisplayStore>): () => void {
  viewer.orient(display.getState());
  viewer.light(filterOf(display.getState().light));
  return display.subscribe((now, before) => {
    if (now.rotation !== before.rotation || now.isFlipped !== before.isFlipped) viewer.orient(now);
    if (now.light !== before.light) viewer.light(filterOf(now.light));
  });
}
