import OpenSeadragon from "openseadragon";
import type { OpenSlide } from "#engine/engine.ts";
import type { BesideCamera } from "#stores/beside-store.ts";
import { t } from "#ui/language/t.ts";
import { stand } from "./bare-viewer.ts";
import { cameraOf, flier } from "./camera.ts";
import { besideId } from "./focus-tissue.ts";
import {
  navigatorIn,
  type SlideViewerEvents,
  settings,
  viewOf,
  watchLoading,
} from "./slide-viewer.ts";
import { SlideTileSource } from "./tile-source.ts";

export type SecondViewerEvents = Pick<
  SlideViewerEvents,
  "onDraw" | "onRendered" | "onFlying" | "onTileFailure"
>;

export interface SecondViewer {
  readonly camera: BesideCamera;
  light(filter: string): void;
  destroy(): void;
}

/**
 * A second slide with nothing over it. It may be led far out of its own bounds, where the other
 * slide is larger or lies elsewhere, so that its own limits are wide.
 */
export function createSecondViewer(
  element: HTMLElement,
  { source, description }: OpenSlide,
  events: SecondViewerEvents,
): SecondViewer {
  const { width } = description;
  const viewer = new OpenSeadragon.Viewer({
    ...settings(),
    element,
    navigatorElement: navigatorIn(element, description),
    minZoomImageRatio: 0.02,
    maxZoomPixelRatio: 16,
    visibilityRatio: 0,
    tileSources: [new SlideTileSource(source, description, events.onTileFailure)],
  });
  viewer.canvas.id = besideId;
  viewer.canvas.setAttribute("role", "application");
  viewer.canvas.setAttribute("aria-label", t("beside.name", { name: description.name }));
  const look = () => viewOf(viewer, width);
  const fly = flier(viewer, width, look, events.onFlying);
  let isGone = false;
  viewer.addHandler("update-viewport", () => viewer.isOpen() && events.onDraw(look()));
  viewer.addHandler("open", () => watchLoading(viewer, events.onRendered));
  for (const interruption of ["canvas-press", "canvas-scroll"] as const) {
    viewer.addHandler(interruption, () => fly.stop());
  }
  return {
    camera: {
      ...cameraOf(viewer, width, fly),
      stand: (standpoint) => {
        if (isGone || !viewer.isOpen()) return;
        fly.stop();
        stand(viewer, width, standpoint);
      },
      retryTiles: () => viewer.world.getItemAt(0)?.reset(),
    },
    light: (filter) => {
      viewer.drawer.canvas.style.filter = filter;
    },
    destroy: () => {
      isGone = true;
      fly.stop();
      viewer.destroy();
    },
  };
}
