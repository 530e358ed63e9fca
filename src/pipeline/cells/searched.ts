import { isInArea, type Level0Area, type Level0Ring } from "#core/area.ts";
import type { Level0Point, Level0Rect } from "#core/geometry.ts";

export function areaOfRect({ x, y, width, height }: Level0Rect): Level0Area {
  const ring: Level0Ring = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return { rings: [ring] };
}

/** What is left of a rectangle without others, as rectangles that do not overlap. */
export function rectWithout(rect: Level0Rect, gone: readonly Level0Rect[]): Level0Rect[] {
  return gone.reduce<Level0Rect[]>(
    (left, hole) => left.flatMap((part) => partsAround(part, hole)),
    [rect],
  );
}

/** Above and below a hole at full width, then left and right of it. */
function partsAround(rect: Level0Rect, hole: Level0Rect): Level0Rect[] {
  const [right, bottom] = [rect.x + rect.width, rect.y + rect.height];
  const left = Math.max(rect.x, hole.x);
  const top = Math.max(rect.y, hole.y);
  const end = Math.min(right, hole.x + hole.width);
  const foot = Math.min(bottom, hole.y + hole.height);
  if (left >= end || top >= foot) return [rect];
  const parts = [
    { ...rect, height: top - rect.y },
    { ...rect, y: foot, height: bottom - foot },
    { x: rect.x, y: top, width: left - rect.x, height: foot - top },
    { x: end, y: top, width: right - end, height: foot - top },
  ];
  return parts.filter(({ width, height }) => width > 0 && height > 0);
}

/**
 * Square level-0 pixels of an area that lie in rectangles which do not overlap. Exact where no ring
 * of the area crosses another or itself.
 */
export function pixelsWithin(area: Level0Area, rects: readonly Level0Rect[]): number {
  const rings = area.rings.map((ring) => ({ ring, sign: isHole(ring, area) ? -1 : 1 }));
  return rects.reduce(
    (sum, rect) =>
      sum + rings.reduce((part, { ring, sign }) => part + sign * clippedPixels(ring, rect), 0),
    0,
  );
}

export function pixelsOf(rects: readonly Level0Rect[]): number {
  return rects.reduce((sum, { width, height }) => sum + width * height, 0);
}

function isHole(ring: Level0Ring, { rings }: Level0Area): boolean {
  const [first] = ring;
  return first !== undefined && isInArea({ rings: rings.filter((other) => other !== ring) }, first);
}

/** Area of a ring inside a rectangle (Sutherland and Hodgman, 1974). */
function clippedPixels(ring: Level0Ring, { x, y, width, height }: Level0Rect): number {
  let points = ring;
  points = clip(points, (point) => point[0] - x);
  points = clip(points, (point) => x + width - point[0]);
  points = clip(points, (point) => point[1] - y);
  points = clip(points, (point) => y + height - point[1]);
  let double = 0;
  let [px, py] = points.at(-1) ?? [0, 0];
  for (const [qx, qy] of points) {
    double += (px - x) * (qy - y) - (qx - x) * (py - y);
    [px, py] = [qx, qy];
  }
  return Math.abs(double) / 2;
}

/** The part of a ring where `inside`, which changes evenly along a line, is not below 0. */
function clip(ring: Level0Ring, inside: (point: Level0Point) => number): Level0Ring {
  const kept: Level0Point[] = [];
  let before = ring.at(-1) ?? [0, 0];
  for (const point of ring) {
    const [was, is] = [inside(before), inside(point)];
    if (was < 0 !== is < 0) {
      const share = was / (was - is);
      kept.push([
        before[0] + share * (point[0] - before[0]),
        before[1] + share * (point[1] - before[1]),
      ]);
    }
    if (is >= 0) kept.push(point);
    before = point;
  }
  return kept;
}
