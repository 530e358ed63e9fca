import OpenSeadragon from "openseadragon";
import type { Level0Point } from "#core/geometry.ts";
import type { OpenSlide } from "#engine/engine.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import type { Standpoint } from "#stores/standpoint.ts";
import { onSlide, viewAt } from "#stores/view-geometry.ts";
import type { Camera, View } from "#stores/view-store.ts";
import { keepNamed } from "#ui/language/keep-named.ts";
import { t } from "#ui/language/t.ts";
import { cameraOf, flier, isMotionReduced } from "./camera.ts";
import { captured } from "./capture.ts";
import { drawerFor, rendererName } from "./drawer.ts";
import { tissueId } from "./focus-tissue.ts";
import { watchLongPress } from "./long-press.ts";
import { SlideTileSource, type TileFailure } from "./tile-source.ts";

export interface SlideViewerEvents {
  /** After every frame drawn, in the same turn, so that an overlay never lags behind the tissue. */
  readonly onDraw: (view: View) => void;
  readonly onPointer: (point: Level0Point | null) => void;
  readonly onClick: (point: Level0Point) => void;
  /** True when every tile of the present view is drawn. */
  readonly onRendered: (isRendered: boolean) => void;
  readonly onFlying: (isFlying: boolean) => void;
  readonly onTileFailure: (failure: TileFailure) => void;
}

export interface SlideViewer {
  readonly camera: Camera;
  /** Lies over the tissue and under the controls; the size of the window. */
  readonly canvas: HTMLCanvasElement;
  orient(orientation: Pick<Standpoint, "rotation" | "isFlipped">): void;
  /** A CSS filter on the tissue alone; what lies over it keeps its colours. */
  light(filter: string): void;
  retryTiles(): void;
  redraw(): void;
  destroy(): void;
}

/** Of every viewer of a slide. */
export const settings = (): OpenSeadragon.Options => ({
  drawer: drawerFor(rendererName()),
  crossOriginPolicy: "Anonymous",
  showNavigationControl: false,
  showNavigator: true,
  navigatorAutoFade: false,
  navigatorDrawer: "canvas",
  navigatorBackground: "var(--paper)",
  navigatorBorderColor: "transparent",
  navigatorDisplayRegionColor: "#58389c",
  navigatorOpacity: 1,
  keyboardNavEnabled: false,
  gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
  gestureSettingsPen: { clickToZoom: false, dblClickToZoom: true },
  maxZoomPixelRatio: 4,
  minZoomImageRatio: 0.6,
  visibilityRatio: 0.3,
  animationTime: 0.4,
  springStiffness: 9,
  imageLoaderLimit: 6,
  // The source itself says which tile cannot be had; half a minute, the library's own limit, is
  // not much for a distant slide or a busy computer, and what it gives up stays blurred.
  timeout: 600_000,
  tileRetryMax: 0,
});

/** Mounts OpenSeadragon in `element` with the slide; the only place that knows the library. */
export function createSlideViewer(
  element: HTMLElement,
  { source, description }: OpenSlide,
  events: SlideViewerEvents,
): SlideViewer {
  const viewer = new OpenSeadragon.Viewer({
    ...settings(),
    element,
    navigatorElement: navigatorIn(element, description),
    tileSources: [new SlideTileSource(source, description, events.onTileFailure)],
  });
  const canvas = overlayOn(viewer);
  const unname = keepNamed(viewer.canvas, () => t("stage.image"));
  const look = () => viewOf(viewer, description.width);
  const fly = flier(viewer, description.width, look, events.onFlying);
  viewer.addHandler("update-viewport", () => events.onDraw(look()));
  viewer.addHandler("open", () => watchLoading(viewer, events.onRendered));
  for (const interruption of ["canvas-press", "canvas-scroll"] as const) {
    viewer.addHandler(interruption, () => fly.stop());
  }
  watchPointer(viewer, look, events);
  return {
    canvas,
    camera: {
      ...cameraOf(viewer, description.width, fly),
      capture: () => captured(viewer),
    },
    orient: ({ rotation, isFlipped }) => {
      viewer.viewport.setFlip(isFlipped);
      viewer.viewport.setRotation(rotation, isMotionReduced() || !viewer.isOpen());
    },
    light: (filter) => {
      viewer.drawer.canvas.style.filter = filter;
    },
    retryTiles: () => viewer.world.getItemAt(0)?.reset(),
    redraw: () => viewer.forceRedraw(),
    destroy: () => {
      unname();
      fly.stop();
      viewer.destroy();
    },
  };
}

/** CSS pixels of the navigator's longer side. */
const navigatorSide = 150;

/** A small map of the slide, in the slide's own shape. */
export function navigatorIn(
  element: HTMLElement,
  { width, height }: SlideDescription,
): HTMLElement {
  const navigator = document.createElement("div");
  navigator.className = "slide-map";
  const longer = Math.max(width, height);
  navigator.style.width = `${Math.max(40, (navigatorSide * width) / longer)}px`;
  navigator.style.height = `${Math.max(40, (navigatorSide * height) / longer)}px`;
  element.append(navigator);
  return navigator;
}

function overlayOn(viewer: OpenSeadragon.Viewer): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.className = "evidence-overlay";
  canvas.setAttribute("role", "img");
  viewer.canvas.append(canvas);
  viewer.canvas.id = tissueId;
  viewer.canvas.setAttribute("role", "application");
  return canvas;
}

export function viewOf(viewer: OpenSeadragon.Viewer, slideWidth: number): View {
  const { viewport } = viewer;
  const { x, y } = viewport.getCenter(true);
  const { x: width, y: height } = viewport.getContainerSize();
  return viewAt({
    zoom: (viewport.getZoom(true) * width) / slideWidth,
    centre: [x * slideWidth, y * slideWidth],
    size: { width, height },
    rotation: viewport.getRotation(true),
    isFlipped: viewport.getFlip(),
  });
}

export function watchLoading(
  viewer: OpenSeadragon.Viewer,
  onRendered: (isRendered: boolean) => void,
): void {
  const item = viewer.world.getItemAt(0);
  item.addHandler("fully-loaded-change", ({ fullyLoaded }) => onRendered(fullyLoaded));
  viewer.forceRedraw();
}

function watchPointer(
  viewer: OpenSeadragon.Viewer,
  look: () => View,
  { onPointer, onClick }: SlideViewerEvents,
): void {
  const pointAt = ({ clientX, clientY }: MouseEvent): Level0Point => {
    const { left, top } = viewer.canvas.getBoundingClientRect();
    return onSlide(look(), clientX - left, clientY - top);
  };
  viewer.canvas.addEventListener("pointermove", (event) => onPointer(pointAt(event)));
  viewer.canvas.addEventListener("pointerleave", () => onPointer(null));
  // The library's own position is mirrored already, and only sometimes: the event's is not.
  viewer.addHandler("canvas-click", ({ quick, originalEvent }) => {
    if (quick && originalEvent instanceof MouseEvent) onClick(pointAt(originalEvent));
  });
  watchLongPress(viewer.canvas, (event) => onClick(pointAt(event)));
}
