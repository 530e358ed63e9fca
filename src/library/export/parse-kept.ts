import * as v from "valibot";
import type { KeptParts } from "#library/kept-slide.ts";
import { damagedLibrary } from "#library/library-faults.ts";

const number = v.pipe(v.number(), v.finite());
/** JSON has no NaN and writes null in its place. */
const measure = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);
const point = v.tuple([number, number]);
const rect = v.object({ x: number, y: number, width: number, height: number });
const points = v.array(point);

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits"));
const view = v.object({ centre: point, zoom: number, rotation: number, isFlipped: v.boolean() });
const scale = v.nullable(v.pipe(number, v.gtValue(0)));
const place = v.variant("kind", [
  v.object({ kind: v.literal("url"), url: v.pipe(v.string(), v.url()), micronsPerPixel: scale }),
  v.object({ kind: v.literal("gone") }),
]);
const slide = v.object({
  digest,
  name: v.string(),
  place,
  openedAt: number,
  givenScale: scale,
  view: v.nullable(view),
  pictureFault: v.optional(v.string()),
});

const geometry = v.variant("kind", [
  v.object({ kind: v.literal("point"), points }),
  v.object({ kind: v.literal("line"), lines: v.array(points) }),
  v.object({ kind: v.literal("rectangle"), rect }),
  v.object({ kind: v.literal("ellipse"), rect }),
  v.object({ kind: v.literal("polygon"), polygons: v.array(v.array(points)) }),
]);
const annotation = v.object({
  id: v.string(),
  geometry,
  name: v.string(),
  classification: v.nullable(v.object({ name: v.string(), colour: v.string() })),
  note: v.string(),
  isLocked: v.boolean(),
});

// Loose: what a field says besides is kept as it is.
const cell = v.looseObject({
  centre: point,
  cellClass: number,
  confidence: number,
  squareMicrons: number,
  outline: v.instance(Float32Array),
  stains: v.tuple([measure, measure]),
});
const patch = v.looseObject({
  id: number,
  rect,
  region: point,
  relevance: number,
  nearestKeyword: v.string(),
  cells: v.array(cell),
  counts: v.array(number),
});
const miscount = v.object({
  said: v.nullable(number),
  counted: v.nullable(number),
  what: v.string(),
});
const sentence = v.looseObject({
  text: v.string(),
  citations: v.array(v.object({ id: number, support: number })),
  numbers: v.exactOptional(v.array(miscount)),
  isCounted: v.exactOptional(v.literal(true)),
});
const suitability = v.object({
  verdict: v.picklist(["suitable", "unsuitable", "unknown"]),
  score: v.nullable(number),
  reason: v.string(),
});
const answer = v.looseObject({
  question: v.string(),
  text: v.string(),
  sentences: v.array(sentence),
  patches: v.array(patch),
  entities: v.array(v.string()),
  suitability: v.nullable(suitability),
  stopped: v.picklist(["end", "length", "person"]),
  firstWordMs: number,
  totalMs: number,
});
const fault = v.object({ kind: v.string(), message: v.string(), remedy: v.string() });
const attempt = v.variant("kind", [
  v.object({ kind: v.literal("answered"), answer }),
  v.object({ kind: v.literal("stopped"), text: v.string() }),
  v.object({ kind: v.literal("failed"), fault, text: v.string() }),
]);
const turn = v.object({
  question: v.string(),
  main: attempt,
  blind: v.nullable(attempt),
  isInsisted: v.boolean(),
});

const schema = v.object({
  slide,
  annotations: v.exactOptional(v.array(annotation)),
  conversation: v.exactOptional(v.array(turn)),
});

/** What stands of a slide in an exported file; throws `library-damaged`, naming what is wrong. */
export function parseKept(value: unknown): Omit<KeptParts, "thumbnail"> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) {
    return { annotations: [], conversation: [], ...parsed.output } as Omit<KeptParts, "thumbnail">;
  }
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? "the whole";
  throw damagedLibrary(`A slide in the file is not whole: ${field}: ${issue.message}`);
}
