import { convexHull, doubleArea, isSimple, type Position } from "./polygon.ts";

/** A hundredth of a pixel: finer than any outline, and short to write. */
const STEPS = 100;

/**
 * The outline x0, y0, x1, y1, ... as a ring that GeoJSON readers take: closed, without repeated
 * points, not crossing or touching itself, counterclockwise in numbers (clockwise as it is seen,
 * for y points down). An outline that crosses itself becomes its convex hull; one without an area
 * is null.
 */
export function closedRing(outline: ArrayLike<number>): readonly Position[] | null {
  const points = pointsOf(outline);
  const ring = isSimple(points) ? points : convexHull(points);
  const area = doubleArea(ring);
  if (ring.length < 3 || area === 0) return null;
  const turned = area > 0 ? ring : ring.toReversed();
  return [...turned, turned[0] as Position].map(([x, y]) => [x / STEPS, y / STEPS]);
}

/** Points in whole steps, without those that repeat their neighbour. */
function pointsOf(outline: ArrayLike<number>): Position[] {
  const points: Position[] = [];
  for (let at = 0; at + 1 < outline.length; at += 2) {
    const x = Math.round((outline[at] ?? 0) * STEPS);
    const y = Math.round((outline[at + 1] ?? 0) * STEPS);
    const last = points.at(-1);
    if (last?.[0] !== x || last[1] !== y) points.push([x, y]);
  }
  const [first] = points;
  const last = points.at(-1);
  if (points.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1]) points.pop();
  return points;
}
