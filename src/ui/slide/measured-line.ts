import type { Level0Point } from "#core/geometry.ts";
import type { View } from "#stores/view-store.ts";

/** A line between two points, in level-0 pixels or in those of the screen. */
export interface Line {
  readonly from: Level0Point;
  readonly to: Level0Point;
}

export function lengthOf({ from, to }: Line): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}

/** CSS pixels from the stage's top left -> level-0 pixels. */
export function onSlide({ zoom, bounds }: View, x: number, y: number): Level0Point {
  return [bounds.x + x / zoom, bounds.y + y / zoom];
}

/** Level-0 pixels -> CSS pixels from the stage's top left. */
export function onScreen({ zoom, bounds }: View, [x, y]: Level0Point): Level0Point {
  return [(x - bounds.x) * zoom, (y - bounds.y) * zoom];
}
