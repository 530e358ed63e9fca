import type { Level0Area, Level0Ring } from "#core/area.ts";
import type { Level0Point, Level0Rect } from "#core/geometry.ts";
import type { Geometry } from "./annotation.ts";

/** As many corners as QuPath gives an ellipse in a file. */
const ellipseCorners = 96;

/** A geometry as closed rings, open lines and single points. */
export interface Outline {
  readonly rings: readonly Level0Ring[];
  readonly lines: readonly (readonly Level0Point[])[];
  readonly points: readonly Level0Point[];
}

const nothing: Outline = { rings: [], lines: [], points: [] };

export function outlineOf(geometry: Geometry): Outline {
  switch (geometry.kind) {
    case "point":
      return { ...nothing, points: geometry.points };
    case "line":
      return { ...nothing, lines: geometry.lines };
    case "rectangle":
      return { ...nothing, rings: [cornersOf(geometry.rect)] };
    case "ellipse":
      return { ...nothing, rings: [ellipseRing(geometry.rect)] };
    case "polygon":
      return { ...nothing, rings: geometry.polygons.flat() };
  }
}

/** The part of the slide that a geometry covers; null of points and lines, which cover none. */
export function areaOf(geometry: Geometry): Level0Area | null {
  const { rings } = outlineOf(geometry);
  return rings.length === 0 ? null : { rings };
}

export function cornersOf({ x, y, width, height }: Level0Rect): Level0Ring {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** Corners on the ellipse; the four ends of its axes are among them, so that its box can be told. */
function ellipseRing({ x, y, width, height }: Level0Rect): Level0Ring {
  return Array.from({ length: ellipseCorners }, (_, corner): Level0Point => {
    const turn = (2 * Math.PI * corner) / ellipseCorners;
    return [x + (width / 2) * (1 + Math.cos(turn)), y + (height / 2) * (1 + Math.sin(turn))];
  });
}

/** All points that make it up; of a rectangle or ellipse the corners of its box. */
export function pointsOf(geometry: Geometry): readonly Level0Point[] {
  switch (geometry.kind) {
    case "point":
      return geometry.points;
    case "line":
      return geometry.lines.flat();
    case "polygon":
      return geometry.polygons.flat(2) as readonly Level0Point[];
    default:
      return cornersOf(geometry.rect);
  }
}

/** Asked for in every frame, of outlines that may have a million points. */
const boxes = new WeakMap<Geometry, Level0Rect>();

/** The smallest upright box around a geometry. */
export function boundsOf(geometry: Geometry): Level0Rect {
  if (geometry.kind === "rectangle" || geometry.kind === "ellipse") return geometry.rect;
  const box = boxes.get(geometry) ?? boxOf(pointsOf(geometry));
  boxes.set(geometry, box);
  return box;
}

export function boxOf(points: readonly Level0Point[]): Level0Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}
