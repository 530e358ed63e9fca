import type { Annotation } from "#annotations/annotation.ts";
import { boundsOf, outlineOf, pointsOf } from "#annotations/outline.ts";
import type { Level0Ring } from "#core/area.ts";
import type { Level0Point } from "#core/geometry.ts";
import { doubleArea } from "#pipeline/export/polygon.ts";
import type { FoundCell } from "./collect-cells.ts";
import { isRecord, mostPoints, readGeometry, type Tell, Unreadable } from "./read-geometry.ts";
import { readProperties } from "./read-properties.ts";

/** Level-0 pixels of the slide that a file is read for. */
export interface SlideSize {
  readonly width: number;
  readonly height: number;
}

export type ReadFeature =
  | { readonly kind: "annotation"; readonly annotation: Annotation }
  | { readonly kind: "cell"; readonly cell: FoundCell };

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const geometries = /^(?:Point|LineString|Polygon|Multi\w+|GeometryCollection)$/;

/** One feature as what it is here; throws `Unreadable` where it can be nothing. */
export function readFeature(value: unknown, slide: SlideSize, tell: Tell): ReadFeature {
  const feature = asFeature(value);
  const properties = readProperties(feature, tell);
  const geometry = readGeometry(feature["geometry"], tell);
  if (pointsOf(geometry).length > mostPoints) throw new Unreadable("More than a million points");
  switch (properties.objectType) {
    case "annotation": {
      const { name, note, classification, isLocked } = properties;
      assertOnSlide(boundsOf(geometry), slide, tell);
      const id = idOf(feature["id"]);
      return {
        kind: "annotation",
        annotation: { id, geometry, name, classification, note, isLocked },
      };
    }
    case "cell":
    case "detection": {
      if (feature["nucleusGeometry"]) tell("Of a cell with a nucleus the cell's outline was taken");
      const { classification, measurements } = properties;
      const { rings } = outlineOf(geometry);
      if (rings.length > 1) tell("A cell of several rings: its largest was taken");
      const ring = rings.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0];
      if (ring === undefined) throw new Unreadable("A cell without an outline");
      const centre = centreOf(ring);
      if (!isOnSlide(centre, slide)) throw new Unreadable("Outside of the slide");
      return { kind: "cell", cell: { ring, centre, classification, measurements } };
    }
    default:
      throw new Unreadable(
        `Objects that have no place here: ${properties.objectType.slice(0, 40)}`,
      );
  }
}

/** A geometry that stands alone is an annotation of its own. */
function asFeature(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Unreadable("Not a feature");
  const { type } = value;
  if (type === "Feature") return value;
  if (typeof type === "string" && geometries.test(type))
    return { type: "Feature", geometry: value };
  throw new Unreadable("Not a feature");
}

const idOf = (value: unknown): string =>
  typeof value === "string" && uuid.test(value) ? value.toLowerCase() : crypto.randomUUID();

function assertOnSlide(
  { x, y, width, height }: ReturnType<typeof boundsOf>,
  slide: SlideSize,
  tell: Tell,
): void {
  if (x > slide.width || y > slide.height || x + width < 0 || y + height < 0) {
    throw new Unreadable("Outside of the slide");
  }
  if (x < 0 || y < 0 || x + width > slide.width || y + height > slide.height) {
    tell("Reaches over the slide's edge: kept as it is");
  }
}

const isOnSlide = ([x, y]: Level0Point, { width, height }: SlideSize): boolean =>
  x >= 0 && y >= 0 && x <= width && y <= height;

const sizeOf = (ring: Level0Ring): number => Math.abs(doubleArea(ring));

/** Centre of gravity of a ring with an area, reckoned from its first corner to keep the digits. */
function centreOf(ring: Level0Ring): Level0Point {
  const [left, top] = ring[0] as Level0Point;
  let [double, x, y] = [0, 0, 0];
  for (let at = 1; at + 1 < ring.length; at += 1) {
    const [ax, ay] = [(ring[at]?.[0] ?? 0) - left, (ring[at]?.[1] ?? 0) - top];
    const [bx, by] = [(ring[at + 1]?.[0] ?? 0) - left, (ring[at + 1]?.[1] ?? 0) - top];
    const turn = ax * by - bx * ay;
    double += turn;
    x += turn * (ax + bx);
    y += turn * (ay + by);
  }
  return [left + x / (3 * double), top + y / (3 * double)];
}
