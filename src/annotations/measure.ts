import type { Level0Point } from "#core/geometry.ts";
import type { Geometry } from "./annotation.ts";

/** Null where the slide has no scale, and where a geometry has no such measure. */
export interface Measures {
  readonly lengthMicrons: number | null;
  readonly squareMicrons: number | null;
  readonly perimeterMicrons: number | null;
}

const none: Measures = { lengthMicrons: null, squareMicrons: null, perimeterMicrons: null };

/** What a geometry measures on a slide of so many microns per pixel. */
export function measuresOf(geometry: Geometry, micronsPerPixel: number | null): Measures {
  if (micronsPerPixel === null || geometry.kind === "point") return none;
  if (geometry.kind === "line") {
    const pixels = geometry.lines.reduce((sum, line) => sum + lengthOf(line), 0);
    return { ...none, lengthMicrons: pixels * micronsPerPixel };
  }
  const { area, perimeter } = pixelsOf(geometry);
  return {
    ...none,
    squareMicrons: area * micronsPerPixel ** 2,
    perimeterMicrons: perimeter * micronsPerPixel,
  };
}

type Closed = Exclude<Geometry, { kind: "point" } | { kind: "line" }>;

function pixelsOf(geometry: Closed): { readonly area: number; readonly perimeter: number } {
  switch (geometry.kind) {
    case "rectangle": {
      const { width, height } = geometry.rect;
      return { area: width * height, perimeter: 2 * (width + height) };
    }
    case "ellipse": {
      const [a, b] = [geometry.rect.width / 2, geometry.rect.height / 2];
      return { area: Math.PI * a * b, perimeter: ellipsePerimeter(a, b) };
    }
    case "polygon": {
      const rings = geometry.polygons.flat();
      const holes = geometry.polygons.flatMap(([, ...inner]) => inner);
      const covered = rings.reduce((sum, ring) => sum + ringArea(ring), 0);
      return {
        area: covered - 2 * holes.reduce((sum, ring) => sum + ringArea(ring), 0),
        perimeter: rings.reduce((sum, ring) => sum + lengthOf([...ring, ...ring.slice(0, 1)]), 0),
      };
    }
  }
}

function lengthOf(line: readonly Level0Point[]): number {
  let sum = 0;
  for (let at = 1; at < line.length; at += 1) {
    const [[x1, y1], [x2, y2]] = [line[at - 1] as Level0Point, line[at] as Level0Point];
    sum += Math.hypot(x2 - x1, y2 - y1);
  }
  return sum;
}

/** Area of a ring whichever way it turns, taken from its first corner to keep the digits. */
function ringArea(ring: readonly Level0Point[]): number {
  const [left, top] = ring[0] ?? [0, 0];
  let double = 0;
  for (let at = 1; at + 1 < ring.length; at += 1) {
    const [[x1, y1], [x2, y2]] = [ring[at] as Level0Point, ring[at + 1] as Level0Point];
    double += (x1 - left) * (y2 - top) - (x2 - left) * (y1 - top);
  }
  return Math.abs(double) / 2;
}

/** Ramanujan's second approximation (1914): exact for a circle, 4e-4 off at the flattest. */
function ellipsePerimeter(a: number, b: number): number {
  if (a + b === 0) return 0;
  const h = ((a - b) / (a + b)) ** 2;
  return Math.PI * (a + b) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)));
}
