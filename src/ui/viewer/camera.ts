import OpenSeadragon from "openseadragon";
import type { Level0Rect } from "#core/geometry.ts";
import type { Standpoint } from "#stores/standpoint.ts";
import type { Camera, View } from "#stores/view-store.ts";
import { flight, type Place, placeAround } from "./fly.ts";

export const isMotionReduced = (): boolean =>
  matchMedia("(prefers-reduced-motion: reduce)").matches;

export interface Flier {
  to(rect: Level0Rect): void;
  along(to: Place): void;
  show(place: Place): void;
  stop(): void;
}

/** Moves the viewer along a path of its own, until a hand interrupts. */
export function flier(
  viewer: OpenSeadragon.Viewer,
  slideWidth: number,
  look: () => View,
  onFlying: (isFlying: boolean) => void,
): Flier {
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    onFlying(false);
  };
  const show = ({ x, y, width }: Place) => {
    viewer.viewport.zoomTo(slideWidth / width, undefined, true);
    viewer.viewport.panTo(new OpenSeadragon.Point(x / slideWidth, y / slideWidth), true);
  };
  const along = (to: Place) => {
    stop();
    if (isMotionReduced()) return show(to);
    const { zoom, centre, size } = look();
    const path = flight({ x: centre[0], y: centre[1], width: size.width / zoom }, to);
    const start = performance.now();
    const step = (now: number) => {
      const share = Math.max(0, (now - start) / path.milliseconds);
      show(path.at(share));
      if (share >= 1) stop();
      else frame = requestAnimationFrame(step);
    };
    onFlying(true);
    frame = requestAnimationFrame(step);
  };
  return {
    stop,
    show,
    along,
    to: (rect) => {
      const { size } = look();
      const target = placeAround(rect, size.width / size.height);
      const least = slideWidth / viewer.viewport.getMaxZoom();
      along({ ...target, width: Math.max(target.width, least) });
    },
  };
}

/** What a person does to the view, in level-0 pixels. */
export function cameraOf(
  viewer: OpenSeadragon.Viewer,
  slideWidth: number,
  fly: Flier,
): Omit<Camera, "capture"> {
  const { viewport } = viewer;
  const placeOf = ({ centre, zoom }: Standpoint): Place => ({
    x: centre[0],
    y: centre[1],
    width: viewport.getContainerSize().x / zoom,
  });
  return {
    fit: () => {
      fly.stop();
      viewport.goHome(isMotionReduced());
    },
    zoomBy: (factor) => {
      fly.stop();
      viewport.zoomBy(factor, undefined, isMotionReduced());
      viewport.applyConstraints();
    },
    zoomTo: (zoom, about) => {
      fly.stop();
      const wanted = (zoom * slideWidth) / viewport.getContainerSize().x;
      const possible = Math.min(viewport.getMaxZoom(), Math.max(viewport.getMinZoom(), wanted));
      const point =
        about === null
          ? undefined
          : new OpenSeadragon.Point(about[0] / slideWidth, about[1] / slideWidth);
      viewport.zoomTo(possible, point, isMotionReduced());
      viewport.applyConstraints();
    },
    panBy: (right, down) => {
      fly.stop();
      const { x, y } = viewport.getContainerSize();
      const pixels = new OpenSeadragon.Point((viewport.getFlip() ? -right : right) * x, down * y);
      viewport.panBy(viewport.deltaPointsFromPixels(pixels), isMotionReduced());
      viewport.applyConstraints();
    },
    steer: (right, down, factor) => {
      fly.stop();
      const pixels = new OpenSeadragon.Point(viewport.getFlip() ? -right : right, down);
      viewport.panBy(viewport.deltaPointsFromPixels(pixels, true), true);
      viewport.zoomBy(factor, undefined, true);
      viewport.applyConstraints(true);
    },
    flyTo: fly.to,
    goTo: (standpoint) => fly.along(placeOf(standpoint)),
    jumpTo: (standpoint) => {
      fly.stop();
      fly.show(placeOf(standpoint));
    },
  };
}
