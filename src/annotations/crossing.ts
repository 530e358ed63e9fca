import type { Position } from "#pipeline/export/polygon.ts";
import { isSimple, sidesMeet, turnsBack } from "#pipeline/export/polygon.ts";

/** Two sides of a ring that touch where they should not: side i goes from point i to the next. */
export interface Crossing {
  readonly first: number;
  /** `first + 1` where the ring turns back on itself. */
  readonly second: number;
}

/**
 * A place where a ring touches or crosses itself, or null. Exact for whole numbers. Sides are sorted
 * into a grid about as fine as there are sides, so that a million short ones are looked through in
 * seconds; a ring without such a grid (many sides as long as itself) is looked through in pairs.
 */
export function findCrossing(ring: readonly Position[]): Crossing | null {
  const count = ring.length;
  if (count <= pairsUpTo && isSimple(ring)) return null;
  const at = (index: number): Position => ring[index % count] as Position;
  for (let side = 0; side < count; side += 1) {
    if (turnsBack(at(side), at(side + 1), at(side + 2))) return { first: side, second: side + 1 };
  }
  const places = gridOf(ring);
  let found: Crossing | null = null;
  for (const sides of places.values()) {
    for (let a = 0; a < sides.length; a += 1) {
      for (let b = a + 1; b < sides.length; b += 1) {
        const [first, second] = [sides[a] as number, sides[b] as number];
        if (second - first < 2 || (second + 1) % count === first) continue;
        if (found !== null && second - first >= found.second - found.first) continue;
        if (sidesMeet(at(first), at(first + 1), at(second), at(second + 1))) {
          found = { first, second };
        }
      }
    }
  }
  return found;
}

/** Few sides are compared each with each. */
const pairsUpTo = 32;

/** Sides by the squares of a grid that their boxes lie over, ascending in each square. */
function gridOf(ring: readonly Position[]): ReadonlyMap<number, readonly number[]> {
  const all = Array.from(ring.keys());
  if (ring.length <= pairsUpTo) return new Map([[0, all]]);
  const [left, top, width, height] = extentOf(ring);
  const most = 16 * ring.length;
  for (let across = Math.ceil(Math.sqrt(ring.length)); across > 1; across >>= 1) {
    const places = new Map<number, number[]>();
    let entries = 0;
    for (let side = 0; side < ring.length && entries <= most; side += 1) {
      const [a, b] = [ring[side] as Position, ring[(side + 1) % ring.length] as Position];
      const columns = spanOf(a[0] - left, b[0] - left, across / width);
      const rows = spanOf(a[1] - top, b[1] - top, across / height);
      for (let row = rows[0]; row <= rows[1]; row += 1) {
        for (let column = columns[0]; column <= columns[1]; column += 1) {
          const place = row * (across + 1) + column;
          const sides = places.get(place);
          if (sides === undefined) places.set(place, [side]);
          else sides.push(side);
          entries += 1;
        }
      }
    }
    if (entries <= most) return places;
  }
  return new Map([[0, all]]);
}

const spanOf = (
  from: number,
  to: number,
  scale: number,
): readonly [first: number, last: number] => [
  Math.floor(Math.min(from, to) * scale),
  Math.floor(Math.max(from, to) * scale),
];

/** Never without a width or height: what is flat is one square tall. */
function extentOf(ring: readonly Position[]): [left: number, top: number, w: number, h: number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return [left, top, Math.max(1, right - left), Math.max(1, bottom - top)];
}
