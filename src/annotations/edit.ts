import type { Level0Point } from "#core/geometry.ts";
import type { Geometry } from "./annotation.ts";
import { boxOf, cornersOf } from "./outline.ts";

/** A hundredth of a pixel: finer than any hand, and the same when a file is read again. */
export const roundedPoint = ([x, y]: Level0Point): Level0Point => [rounded(x), rounded(y)];

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** The same geometry with each of its points (as `pointsOf` lists them) put elsewhere. */
function mapped(
  geometry: Geometry,
  move: (point: Level0Point, index: number) => Level0Point,
): Geometry {
  let index = -1;
  const next = (point: Level0Point): Level0Point => {
    index += 1;
    return roundedPoint(move(point, index));
  };
  switch (geometry.kind) {
    case "point":
      return { ...geometry, points: geometry.points.map(next) };
    case "line":
      return { ...geometry, lines: geometry.lines.map((line) => line.map(next)) };
    case "polygon":
      return {
        ...geometry,
        polygons: geometry.polygons.map((rings) => rings.map((ring) => ring.map(next))),
      };
    default:
      return { ...geometry, rect: roundedBox(cornersOf(geometry.rect).map(next)) };
  }
}

export function movedBy(geometry: Geometry, [right, down]: Level0Point): Geometry {
  return mapped(geometry, ([x, y]) => [x + right, y + down]);
}

/** One point put elsewhere; of a box the corner across stays where it is. */
export function withPointAt(geometry: Geometry, moved: number, to: Level0Point): Geometry {
  if (geometry.kind === "rectangle" || geometry.kind === "ellipse") {
    const across = cornersOf(geometry.rect)[(moved + 2) % 4] ?? to;
    return { ...geometry, rect: boxBetween(across, to) };
  }
  return mapped(geometry, (point, index) => (index === moved ? to : point));
}

/** The upright box with these two corners, whichever they are. */
export const boxBetween = (a: Level0Point, b: Level0Point) => roundedBox([a, b]);

function roundedBox(corners: readonly Level0Point[]) {
  const { x, y, width, height } = boxOf(corners.map(roundedPoint));
  return { x, y, width: rounded(width), height: rounded(height) };
}
