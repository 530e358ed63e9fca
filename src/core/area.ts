import type { Level0Point } from "./geometry.ts";

/** A closed outline in level-0 pixels; the last point joins the first and does not repeat it. */
export type Level0Ring = readonly Level0Point[];

/** A part of the slide: inside of an odd number of rings, so that a ring in a ring is a hole. */
export interface Level0Area {
  readonly rings: readonly Level0Ring[];
}

/** An area as a person calls it. */
export interface NamedArea extends Level0Area {
  readonly name: string;
}

export function isInArea({ rings }: Level0Area, [x, y]: Level0Point): boolean {
  let isInside = false;
  for (const ring of rings) {
    let [x1, y1] = ring.at(-1) ?? [0, 0];
    for (const [x2, y2] of ring) {
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isInside = !isInside;
      [x1, y1] = [x2, y2];
    }
  }
  return isInside;
}
