import { describe, expect, test } from "vitest";
import { ringLength, simplifyRing, traceRing } from "./outline.ts";

/** A label map from rows of characters at the top left of a patch; "#" is label 1. */
function draw(rows: readonly string[]): { labels: Int32Array; first: number } {
  const labels = new Int32Array(256 * 256);
  for (const [y, row] of rows.entries()) {
    for (const [x, mark] of [...row].entries()) labels[y * 256 + x] = mark === "#" ? 1 : 0;
  }
  return { labels, first: labels.indexOf(1) };
}

describe("traceRing", () => {
  test("goes clockwise around one pixel, through the middles of its sides", () => {
    const { labels, first } = draw(["#"]);
    expect(traceRing(labels, 1, first)).toEqual([0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5]);
  });

  test("has one point per border of a pixel", () => {
    const { labels, first } = draw([".##.", "####", ".##."]);
    expect(traceRing(labels, 1, first).length / 2).toBe(14);
  });

  test("leaves out a pixel that touches by a corner only", () => {
    const { labels, first } = draw(["##.", "##.", "..#"]);
    expect(traceRing(labels, 1, first).length / 2).toBe(8);
  });

  test("leaves out holes", () => {
    const { labels, first } = draw(["###", "#.#", "###"]);
    expect(traceRing(labels, 1, first).length / 2).toBe(12);
  });

  test("turns left into a notch", () => {
    const { labels, first } = draw(["#.#", "###"]);
    expect(traceRing(labels, 1, first).length / 2).toBe(12);
  });
});

describe("simplifyRing", () => {
  test("keeps the corners of a square and drops the points between", () => {
    const { labels, first } = draw(new Array<string>(8).fill("########"));
    const ring = traceRing(labels, 1, first);
    const simple = simplifyRing(ring);
    expect(ring.length / 2).toBe(32);
    expect(simple.length / 2).toBeLessThanOrEqual(8);
    expect(Math.max(...simple)).toBe(8);
    expect(Math.min(...simple)).toBe(0);
  });

  test("stays within half a pixel of the ring", () => {
    const { labels, first } = draw(["..###..", ".#####.", "#######", ".####..", "..##..."]);
    const ring = traceRing(labels, 1, first);
    const simple = simplifyRing(ring);
    for (let i = 0; i < ring.length; i += 2) {
      expect(distanceTo(simple, ring[i] ?? 0, ring[i + 1] ?? 0)).toBeLessThanOrEqual(0.5);
    }
  });
});

/** Distance from a point to the nearest side of a closed polygon. */
function distanceTo(polygon: Float32Array, x: number, y: number): number {
  const gaps: number[] = [];
  for (let i = 0; i < polygon.length; i += 2) {
    const j = (i + 2) % polygon.length;
    const [ax, ay] = [polygon[i] ?? 0, polygon[i + 1] ?? 0];
    const [bx, by] = [(polygon[j] ?? 0) - ax, (polygon[j + 1] ?? 0) - ay];
    const t = Math.min(1, Math.max(0, ((x - ax) * bx + (y - ay) * by) / (bx * bx + by * by)));
    gaps.push(Math.hypot(ax + t * bx - x, ay + t * by - y));
  }
  return Math.min(...gaps);
}

test("the perimeter of a single pixel's ring is that of the diamond in it", () => {
  const { labels, first } = draw(["#"]);
  expect(ringLength(traceRing(labels, 1, first))).toBeCloseTo(4 * Math.SQRT1_2, 12);
});
