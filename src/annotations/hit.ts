import { isInArea } from "#core/area.ts";
import type { Level0Point } from "#core/geometry.ts";
import type { Annotation } from "./annotation.ts";
import { areaOf, boundsOf, outlineOf, pointsOf } from "./outline.ts";

/** The topmost annotation whose line, or point, is within `reach` level-0 pixels of a place. */
export function lineAt(
  annotations: readonly Annotation[],
  place: Level0Point,
  reach: number,
): Annotation | null {
  return (
    annotations.findLast((annotation) => distanceTo(annotation, place, reach) <= reach) ?? null
  );
}

/** The smallest annotation that a place lies in. */
export function annotationAround(
  annotations: readonly Annotation[],
  place: Level0Point,
): Annotation | null {
  const sizeOf = ({ geometry }: Annotation): number => {
    const { width, height } = boundsOf(geometry);
    return width * height;
  };
  const around = annotations.filter(({ geometry }) => {
    const area = isNear(geometry, place, 0) ? areaOf(geometry) : null;
    return area !== null && isInArea(area, place);
  });
  return around.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0] ?? null;
}

/** Which of an annotation's points, as `pointsOf` lists them, is within reach; null for none. */
export function pointAt(
  { geometry }: Annotation,
  [x, y]: Level0Point,
  reach: number,
): number | null {
  let [nearest, least]: [number | null, number] = [null, reach];
  for (const [index, [px, py]] of pointsOf(geometry).entries()) {
    const distance = Math.hypot(px - x, py - y);
    if (distance <= least) [nearest, least] = [index, distance];
  }
  return nearest;
}

function distanceTo({ geometry }: Annotation, place: Level0Point, reach: number): number {
  if (!isNear(geometry, place, reach)) return Infinity;
  const { rings, lines, points } = outlineOf(geometry);
  const strings = [...rings.map((ring) => [...ring, ...ring.slice(0, 1)]), ...lines];
  let least = Infinity;
  for (const [x, y] of points) least = Math.min(least, Math.hypot(x - place[0], y - place[1]));
  for (const string of strings) {
    for (let at = 1; at < string.length; at += 1) {
      const [a, b] = [string[at - 1] as Level0Point, string[at] as Level0Point];
      least = Math.min(least, distanceToSide(place, a, b));
    }
  }
  return least;
}

function isNear(geometry: Annotation["geometry"], [px, py]: Level0Point, reach: number): boolean {
  const { x, y, width, height } = boundsOf(geometry);
  return px >= x - reach && px <= x + width + reach && py >= y - reach && py <= y + height + reach;
}

export function distanceToSide([x, y]: Level0Point, a: Level0Point, b: Level0Point): number {
  const [across, down] = [b[0] - a[0], b[1] - a[1]];
  const square = across ** 2 + down ** 2;
  const along = square === 0 ? 0 : ((x - a[0]) * across + (y - a[1]) * down) / square;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - a[0] - share * across, y - a[1] - share * down);
}
