import type { Geometry, Polygon } from "#annotations/annotation.ts";
import { roundedPoint } from "#annotations/edit.ts";
import { distanceToSide } from "#annotations/hit.ts";
import { boxOf } from "#annotations/outline.ts";
import { soundRing } from "#annotations/untangle.ts";
import { isInArea, type Level0Ring } from "#core/area.ts";
import type { Level0Point } from "#core/geometry.ts";

/** What cannot be read; `message` is the reason in a person's words. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

export type Tell = (change: string) => void;

/** More points than this in one feature are no outline that a person drew or a model found. */
export const mostPoints = 1_000_000;

/** The geometry of a feature, its rings closed and sound; what is mended is told. */
export function readGeometry(value: unknown, tell: Tell): Geometry {
  if (!isRecord(value)) throw new Unreadable("Without a geometry");
  const { type, coordinates } = value;
  switch (type) {
    case "Point":
      return { kind: "point", points: [readPoint(coordinates)] };
    case "MultiPoint":
      return { kind: "point", points: atLeast(1, readPoints(coordinates)) };
    case "LineString":
      return { kind: "line", lines: [readLine(coordinates)] };
    case "MultiLineString":
      return { kind: "line", lines: readList(coordinates).map(readLine) };
    case "Polygon":
      return simplest(readPolygon(coordinates, tell), value["isEllipse"] === true);
    case "MultiPolygon":
      return polygonsOf(coordinates, tell);
    case "GeometryCollection":
      return readCollection(value["geometries"], tell);
    default:
      throw new Unreadable(
        `Unknown geometry: ${typeof type === "string" ? type.slice(0, 40) : "no type"}`,
      );
  }
}

/** Parts of one kind become one geometry; parts of several kinds cannot. */
function readCollection(value: unknown, tell: Tell): Geometry {
  const parts = readList(value).map((part) => readGeometry(part, tell));
  const [first] = parts;
  if (first === undefined) throw new Unreadable("A collection of no geometries");
  if (parts.length === 1) return first;
  if (parts.every((part) => part.kind === "point")) {
    return { kind: "point", points: parts.flatMap(({ points }) => points) };
  }
  if (parts.every((part) => part.kind === "line")) {
    return { kind: "line", lines: parts.flatMap(({ lines }) => lines) };
  }
  const areas = readList(value).flatMap((part) => collectionPolygons(part, tell));
  if (areas.length !== parts.length) tell("Points and lines of a mixed collection were left out");
  return { kind: "polygon", polygons: areas };
}

function collectionPolygons(value: unknown, tell: Tell): readonly Polygon[] {
  if (!isRecord(value)) return [];
  if (value["type"] === "Polygon") return [readPolygon(value["coordinates"], tell)];
  return value["type"] === "MultiPolygon" ? polygonsOf(value["coordinates"], tell).polygons : [];
}

function polygonsOf(value: unknown, tell: Tell): Extract<Geometry, { kind: "polygon" }> {
  const polygons = readList(value).flatMap((part) => {
    try {
      return [readPolygon(part, tell)];
    } catch (thrown) {
      if (!(thrown instanceof Unreadable)) throw thrown;
      tell(`A part was left out: ${thrown.message}`);
      return [];
    }
  });
  if (polygons.length === 0) throw new Unreadable("A polygon without an area");
  return { kind: "polygon", polygons };
}

function readPolygon(value: unknown, tell: Tell): Polygon {
  const [outer, ...inner] = readList(value).map((ring) => readRing(ring, tell));
  if (outer === undefined || outer === null) throw new Unreadable("A polygon without an area");
  const holes = inner.filter((hole): hole is Level0Ring => {
    const isInside = hole?.every((point) => isInOrOn(outer, point)) ?? false;
    if (!isInside) tell("A hole that lies outside, or has no area, was left out");
    return isInside;
  });
  return [outer, ...holes.map((hole) => hole.toReversed())];
}

/** Null where a ring has no area. */
function readRing(value: unknown, tell: Tell): Level0Ring | null {
  const points = readPoints(value);
  const [first, last] = [points[0], points.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) tell("A ring was not closed: closed");
  const sound = soundRing(points);
  if (sound?.mended === "loops") tell("A ring crossed itself: its smaller loop was cut off");
  if (sound?.mended === "hull") tell("A ring crossed itself all over: its hull was taken");
  return sound?.ring ?? null;
}

function isInOrOn(outer: Level0Ring, point: Level0Point): boolean {
  if (isInArea({ rings: [outer] }, point)) return true;
  return outer.some((corner, at) => {
    const next = outer[(at + 1) % outer.length] as Level0Point;
    return distanceToSide(point, corner, next) < 0.01;
  });
}

/** A polygon that is a box, or says that it is an ellipse, is one again. */
function simplest(rings: Polygon, isEllipse: boolean): Geometry {
  const [outer = []] = rings;
  const box = boxOf(outer);
  const rect = { ...box, width: rounded(box.width), height: rounded(box.height) };
  if (isEllipse && rings.length === 1) return { kind: "ellipse", rect };
  const isBox =
    rings.length === 1 &&
    outer.length === 4 &&
    outer.every(([x, y], at) => {
      const [nextX, nextY] = outer[(at + 1) % 4] as Level0Point;
      return x === nextX || y === nextY;
    });
  return isBox ? { kind: "rectangle", rect } : { kind: "polygon", polygons: [rings] };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

const readLine = (value: unknown): readonly Level0Point[] => atLeast(2, readPoints(value));

function readPoints(value: unknown): Level0Point[] {
  const list = readList(value);
  if (list.length > mostPoints) throw new Unreadable("More than a million points");
  return list.map(readPoint);
}

function readPoint(value: unknown): Level0Point {
  const [x, y] = readList(value);
  if (typeof x !== "number" || typeof y !== "number") {
    throw new Unreadable("Coordinates that are not numbers");
  }
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    throw new Unreadable("Coordinates that are not finite");
  }
  return roundedPoint([x, y]);
}

function atLeast(least: number, points: readonly Level0Point[]): readonly Level0Point[] {
  if (points.length < least) throw new Unreadable("Too few points for its geometry");
  return points;
}

function readList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unreadable("Coordinates that are not a list");
  return value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
