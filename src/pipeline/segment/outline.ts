import { at } from "./levels.ts";
import { PATCH } from "./rules.ts";

/** Half a pixel (Douglas and Peucker, 1973). */
const TOLERANCE = 0.5;
const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;

/**
 * The outer ring of a label, clockwise from the upper side of its first pixel: x0, y0, x1, y1, ...
 * at the middles of its pixel borders. Pixels that touch by a corner only are not joined.
 */
export function traceRing(labels: Int32Array, label: number, first: number): number[] {
  const startX = first % PATCH;
  const startY = (first - startX) / PATCH;
  const isInside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < PATCH && y < PATCH && labels[y * PATCH + x] === label;
  const ring = [startX + 0.5, startY];
  let x = startX + 1;
  let y = startY;
  let direction = 0; // 0 right, 1 down, 2 left, 3 up
  for (;;) {
    const back = direction === 2 || direction === 3 ? 1 : 0;
    const isRightInside = isInside(x - (direction === 1 || direction === 2 ? 1 : 0), y - back);
    const isLeftInside = isInside(x - back, y - (direction === 3 || direction === 0 ? 1 : 0));
    if (!isRightInside) direction = (direction + 1) % 4;
    else if (isLeftInside) direction = (direction + 3) % 4;
    if (x === startX && y === startY && direction === 0) return ring;
    ring.push(x + 0.5 * at(STEP_X, direction), y + 0.5 * at(STEP_Y, direction));
    x += at(STEP_X, direction);
    y += at(STEP_Y, direction);
  }
}

/** The point strictly between two others that lies farthest from their line, -1 if within tolerance. */
function farthestFromLine(ring: readonly number[], first: number, last: number, end: number) {
  const ax = at(ring, 2 * first);
  const ay = at(ring, 2 * first + 1);
  const across = at(ring, 2 * end) - ax;
  const along = at(ring, 2 * end + 1) - ay;
  let best = -1;
  let farthest = -1;
  for (let i = first + 1; i < last; i++) {
    const cross = across * (at(ring, 2 * i + 1) - ay) - along * (at(ring, 2 * i) - ax);
    if (cross * cross <= best) continue;
    best = cross * cross;
    farthest = i;
  }
  const limit = TOLERANCE * TOLERANCE * (across * across + along * along);
  return best > limit ? farthest : -1;
}

/** The point of a ring farthest from its first. */
function farthestFromStart(ring: readonly number[]): number {
  let best = -1;
  let farthest = 0;
  for (let i = 1; i < ring.length / 2; i++) {
    const gap = (at(ring, 2 * i) - at(ring, 0)) ** 2 + (at(ring, 2 * i + 1) - at(ring, 1)) ** 2;
    if (gap <= best) continue;
    best = gap;
    farthest = i;
  }
  return farthest;
}

/** A ring with only the points that matter, order unchanged. */
export function simplifyRing(ring: readonly number[]): Float32Array {
  const count = ring.length / 2;
  const far = farthestFromStart(ring);
  const keep = new Uint8Array(count);
  keep[0] = 1;
  keep[far] = 1;
  const spans: [first: number, last: number][] = [
    [0, far],
    [far, count],
  ];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [first, last] = span;
    const middle = farthestFromLine(ring, first, last, last % count);
    if (middle < 0) continue;
    keep[middle] = 1;
    spans.push([first, middle], [middle, last]);
  }
  return Float32Array.from(ring.filter((_, i) => keep[i >> 1] === 1));
}

/** Perimeter of a ring in pixels. */
export function ringLength(ring: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const dx = at(ring, j) - at(ring, i);
    const dy = at(ring, j + 1) - at(ring, i + 1);
    total += Math.sqrt(dx * dx + dy * dy);
  }
  return total;
}
