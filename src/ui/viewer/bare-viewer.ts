import OpenSeadragon from "openseadragon";
import type { OpenSlide } from "#engine/engine.ts";
import { type Standpoint, standpointOf } from "#stores/standpoint.ts";
import { keepNamed } from "#ui/language/keep-named.ts";
import { t } from "#ui/language/t.ts";
import { settings, viewOf } from "./slide-viewer.ts";
import { SlideTileSource } from "./tile-source.ts";

export interface BareViewer {
  /** Stands where the other viewer stands, unless a hand moves this one. */
  follow(standpoint: Standpoint): void;
  light(filter: string): void;
  destroy(): void;
}

/** The same slide a second time, with nothing over it; `onLed` tells where a hand has moved it. */
export function createBareViewer(
  element: HTMLElement,
  { source, description }: OpenSlide,
  onLed: (standpoint: Standpoint) => void,
): BareViewer {
  const viewer = new OpenSeadragon.Viewer({
    ...settings(),
    element,
    showNavigator: false,
    tabIndex: -1,
    // The other viewer tells of tiles that cannot be had.
    tileSources: [new SlideTileSource(source, description, () => undefined)],
  });
  viewer.canvas.setAttribute("role", "img");
  const unname = keepNamed(viewer.canvas, () => t("stage.bare"));
  let isLed = false;
  let last: Standpoint | null = null;
  const follow = (standpoint: Standpoint) => {
    last = standpoint;
    if (!isLed && viewer.isOpen()) stand(viewer, description.width, standpoint);
  };
  for (const lead of ["canvas-press", "canvas-scroll", "canvas-pinch"] as const) {
    viewer.addHandler(lead, () => {
      isLed = true;
    });
  }
  viewer.addHandler("update-viewport", () => {
    if (isLed) onLed(standpointOf(viewOf(viewer, description.width)));
  });
  viewer.addHandler("animation-finish", () => {
    isLed = false;
  });
  viewer.addHandler("open", () => last !== null && follow(last));
  return {
    follow,
    light: (filter) => {
      viewer.drawer.canvas.style.filter = filter;
    },
    destroy: () => {
      unname();
      viewer.destroy();
    },
  };
}

/** At once, turned and mirrored. */
export function stand(
  { viewport }: OpenSeadragon.Viewer,
  slideWidth: number,
  to: Standpoint,
): void {
  const [x, y] = to.centre;
  viewport.setFlip(to.isFlipped);
  viewport.setRotation(to.rotation, true);
  viewport.zoomTo((to.zoom * slideWidth) / viewport.getContainerSize().x, undefined, true);
  viewport.panTo(new OpenSeadragon.Point(x / slideWidth, y / slideWidth), true);
}
