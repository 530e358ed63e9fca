import type { Level0Ring } from "#core/area.ts";
import type { Level0Point } from "#core/geometry.ts";
import { convexHull, doubleArea, type Position } from "#pipeline/export/polygon.ts";
import { type Crossing, findCrossing } from "./crossing.ts";

/** Hundredths of a pixel: whole numbers, in which crossings are told exactly. */
const steps = 100;

/** A ring with more loops than this is scribble; of a long one fewer are looked for, for time. */
const mostLoops = ({ length }: readonly unknown[]): number =>
  Math.max(4, Math.min(200, Math.floor(4_000_000 / length)));

/** A ring that GeoJSON readers take, and what had to be done for it. */
export interface SoundRing {
  readonly ring: Level0Ring;
  /** Null where it crossed nothing. */
  readonly mended: "loops" | "hull" | null;
}

/**
 * The ring without repeated points, not touching or crossing itself. Where it crosses itself the
 * smaller loop is cut off, again and again; a scribble becomes its convex hull. Null without an area.
 * The ring may repeat its first point at the end or not.
 */
export function soundRing(points: readonly Level0Point[]): SoundRing | null {
  let ring = inSteps(points);
  let mended: SoundRing["mended"] = null;
  for (let loops = 0; ring.length > 3; loops += 1) {
    const crossing = findCrossing(ring);
    if (crossing === null) break;
    mended = loops < mostLoops(points) ? "loops" : "hull";
    ring = mended === "hull" ? convexHull(ring) : largerLoop(ring, crossing);
    if (mended === "hull") break;
  }
  const area = doubleArea(ring);
  if (ring.length < 3 || area === 0) return null;
  const turned = area > 0 ? ring : ring.toReversed();
  return { ring: turned.map(([x, y]) => [x / steps, y / steps]), mended };
}

/** Points in whole steps, without those that repeat their neighbour. */
function inSteps(points: readonly Level0Point[]): Position[] {
  return distinct(points.map(([x, y]) => [Math.round(x * steps), Math.round(y * steps)]));
}

function distinct(points: readonly Position[]): Position[] {
  return points.filter(([x, y], index) => {
    const after = points[(index + 1) % points.length];
    return points.length === 1 || after?.[0] !== x || after[1] !== y;
  });
}

/** Of the two loops that meet at a crossing, the one with more area. */
function largerLoop(ring: readonly Position[], { first, second }: Crossing): Position[] {
  if (second === first + 1) return distinct(ring.toSpliced(second % ring.length, 1));
  const at = (index: number): Position => ring[index % ring.length] as Position;
  const meeting = meetingOf([at(first), at(first + 1)], [at(second), at(second + 1)]);
  const inner = distinct([meeting, ...ring.slice(first + 1, second + 1)]);
  const outer = distinct([...ring.slice(0, first + 1), meeting, ...ring.slice(second + 1)]);
  return Math.abs(doubleArea(inner)) > Math.abs(doubleArea(outer)) ? inner : outer;
}

type Side = readonly [from: Position, to: Position];

/** Where two sides that meet do so; of sides on one line, an end that lies on the other. */
function meetingOf([a, b]: Side, [c, d]: Side): Position {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]];
  const [sx, sy] = [d[0] - c[0], d[1] - c[1]];
  const cross = rx * sy - ry * sx;
  if (cross === 0) return isBetween(c, a, b) ? c : isBetween(d, a, b) ? d : a;
  const along = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross;
  return [Math.round(a[0] + along * rx), Math.round(a[1] + along * ry)];
}

const isBetween = ([x, y]: Position, a: Position, b: Position): boolean =>
  (x - a[0]) * (x - b[0]) <= 0 && (y - a[1]) * (y - b[1]) <= 0;
