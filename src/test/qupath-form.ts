import { isSimple, type Position } from "#pipeline/export/polygon.ts";

type Fields = Readonly<Record<string, unknown>>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const objectTypes = ["annotation", "detection", "cell", "tile"];
const pathTypes = ["Point", "MultiPoint", "LineString", "MultiLineString"];

/** What of a GeoJSON text is not in the form that QuPath reads; empty where all is. */
export function qupathFaults(text: string): string[] {
  const collection = JSON.parse(text) as Fields;
  if (collection["type"] !== "FeatureCollection") return ["not a FeatureCollection"];
  const features = collection["features"];
  if (!Array.isArray(features)) return ["no list of features"];
  const ids = features.map((feature: Fields) => feature["id"]);
  const repeated = ids.length - new Set(ids).size;
  return [
    ...(repeated === 0 ? [] : [`${repeated} ids stand twice`]),
    ...features.flatMap((feature: Fields, at) =>
      [...featureFaults(feature)].map((fault) => `feature ${at + 1}: ${fault}`),
    ),
  ];
}

function* featureFaults({ type, id, geometry, properties }: Fields): Generator<string> {
  if (type !== "Feature") yield `type ${String(type)}`;
  if (typeof id !== "string" || !uuid.test(id)) yield "id is no UUID";
  yield* geometryFaults(geometry as Fields);
  yield* propertyFaults(properties as Fields);
}

function* propertyFaults(properties: Fields): Generator<string> {
  const { objectType, name, classification, isLocked, measurements } = properties;
  if (!objectTypes.includes(String(objectType))) yield `objectType ${String(objectType)}`;
  if (name !== undefined && typeof name !== "string") yield "name is no text";
  if (isLocked !== undefined && typeof isLocked !== "boolean") yield "isLocked is no boolean";
  if (classification !== undefined) yield* classFaults(classification as Fields);
  for (const [measure, value] of Object.entries((measurements ?? {}) as Fields)) {
    if (typeof value !== "number" || !Number.isFinite(value)) yield `measurement ${measure}`;
  }
}

function* classFaults({ name, color }: Fields): Generator<string> {
  if (typeof name !== "string" || name === "") yield "class without a name";
  const isByte = (part: unknown) =>
    Number.isInteger(part) && Number(part) >= 0 && Number(part) < 256;
  if (!Array.isArray(color) || color.length !== 3 || !color.every(isByte)) yield "class colour";
}

function* geometryFaults({ type, coordinates }: Fields): Generator<string> {
  if (type === "Polygon") yield* polygonFaults(coordinates);
  else if (type === "MultiPolygon") {
    for (const polygon of coordinates as unknown[]) yield* polygonFaults(polygon);
  } else if (!pathTypes.includes(String(type))) yield `geometry ${String(type)}`;
  const numbers = [coordinates].flat(5);
  if (numbers.length === 0 || !numbers.every((value) => Number.isFinite(value))) {
    yield "coordinates are not finite";
  }
}

function* polygonFaults(rings: unknown): Generator<string> {
  for (const ring of rings as Position[][]) {
    const [first, last] = [ring[0], ring.at(-1)];
    if (ring.length < 4) yield "ring of fewer than four positions";
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) yield "ring is not closed";
    const steps = ring
      .slice(1)
      .map(([x, y]): Position => [Math.round(x * 100), Math.round(y * 100)]);
    if (!isSimple(steps)) yield "ring crosses itself";
  }
}
