import type { Level0Point } from "#core/geometry.ts";

/** Where one looks from, whatever the size of the window. */
export interface Standpoint {
  /** The point in the middle of the window; the window turns and mirrors about it. */
  readonly centre: Level0Point;
  /** CSS pixels on screen for one level-0 pixel. */
  readonly zoom: number;
  /** Degrees by which the tissue is turned clockwise on the screen, before it is mirrored. */
  readonly rotation: number;
  /** Left and right are exchanged on the screen, after the turn. */
  readonly isFlipped: boolean;
}

/** Differences that nobody would call another view: CSS pixels, a ratio, degrees. */
const same = { pixels: 8, zoom: 1.01, degrees: 0.5 };

export const wholeTurn = (degrees: number): number => ((degrees % 360) + 360) % 360;

/** A view without its window, turned by less than a whole turn. */
export const standpointOf = ({ centre, zoom, rotation, isFlipped }: Standpoint): Standpoint => ({
  centre,
  zoom,
  rotation: wholeTurn(rotation),
  isFlipped,
});

/** The same view but for what a spring or the edge of the slide moved it. */
export function isSameStandpoint(a: Standpoint, b: Standpoint): boolean {
  const pixels = Math.hypot(a.centre[0] - b.centre[0], a.centre[1] - b.centre[1]) * b.zoom;
  const degrees = wholeTurn(a.rotation - b.rotation + 180) - 180;
  return (
    a.isFlipped === b.isFlipped &&
    pixels < same.pixels &&
    Math.abs(Math.log(a.zoom / b.zoom)) < Math.log(same.zoom) &&
    Math.abs(degrees) < same.degrees
  );
}
