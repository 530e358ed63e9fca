import type { Level0Point } from "#core/geometry.ts";

/** A line between two points, in level-0 pixels or in those of the screen. */
export interface Line {
  readonly from: Level0Point;
  readonly to: Level0Point;
}

export function lengthOf({ from, to }: Line): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}
