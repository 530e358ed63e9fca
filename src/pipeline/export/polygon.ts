export type Position = readonly [x: number, y: number];

/** Twice the area of the triangle, above 0 where it turns from the x axis to the y axis. */
function turn(a: Position, b: Position, c: Position): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** Twice the area of a ring, signed like `turn`. */
export function doubleArea(ring: readonly Position[]): number {
  const [origin] = ring;
  if (origin === undefined) return 0;
  let sum = 0;
  for (let i = 1; i + 1 < ring.length; i += 1) {
    sum += turn(origin, ring[i] as Position, ring[i + 1] as Position);
  }
  return sum;
}

/**
 * True where no two sides of a ring touch, but neighbours in their common point. Exact for whole
 * numbers; n^2 / 2 pairs, for outlines of a dozen points.
 */
export function isSimple(ring: readonly Position[]): boolean {
  const count = ring.length;
  const at = (index: number): Position => ring[index % count] as Position;
  for (let i = 0; i < count; i += 1) {
    if (turnsBack(at(i), at(i + 1), at(i + 2))) return false;
    for (let j = i + 2; j < count && (j + 1) % count !== i; j += 1) {
      if (sidesMeet(at(i), at(i + 1), at(j), at(j + 1))) return false;
    }
  }
  return true;
}

/** Whether the way from b to c goes back over the way from a to b. */
export function turnsBack(a: Position, b: Position, c: Position): boolean {
  const ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]);
  return turn(a, b, c) === 0 && ahead < 0;
}

/** Whether the sides a-b and c-d have a point in common. Exact for whole numbers. */
export function sidesMeet(a: Position, b: Position, c: Position, d: Position): boolean {
  const [abc, abd] = [turn(a, b, c), turn(a, b, d)];
  const [cda, cdb] = [turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (
    (abc === 0 && isInBox(a, b, c)) ||
    (abd === 0 && isInBox(a, b, d)) ||
    (cda === 0 && isInBox(c, d, a)) ||
    (cdb === 0 && isInBox(c, d, b))
  );
}

function isInBox(a: Position, b: Position, [x, y]: Position): boolean {
  const isAcross = Math.min(a[0], b[0]) <= x && x <= Math.max(a[0], b[0]);
  return isAcross && Math.min(a[1], b[1]) <= y && y <= Math.max(a[1], b[1]);
}

/** The convex hull, turning like a positive area (Andrew's monotone chain, 1979). */
export function convexHull(points: readonly Position[]): Position[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...halfHull(sorted), ...halfHull(sorted.toReversed())];
}

/** One chain without its last point, which begins the other. */
function halfHull(sorted: readonly Position[]): Position[] {
  const chain: Position[] = [];
  for (const point of sorted) {
    while (chain.length > 1 && turn(chain.at(-2) as Position, chain.at(-1) as Position, point) <= 0)
      chain.pop();
    chain.push(point);
  }
  return chain.slice(0, -1);
}
