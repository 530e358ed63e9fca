import { XMLParser } from "fast-xml-parser";
import * as v from "valibot";

/** What `vips dzsave --properties` kept of the scanner's own words. */
export interface VipsProperties {
  readonly micronsPerPixel: number | null;
  readonly objectivePower: number | null;
}

const schema = v.object({
  image: v.object({
    properties: v.object({
      property: v.array(v.object({ name: v.string(), value: v.string() })),
    }),
  }),
});

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: false,
  isArray: (name) => name === "property",
});

/** Pixels further from square than this have no single microns per pixel. */
const largestRatio = 1.01;

/**
 * Reads `openslide.mpp-x`, `openslide.mpp-y` and `openslide.objective-power`. `xres` is not used: it
 * is a guess of 72 dpi as often as a scale. What is absent or implausible is null.
 */
export function parseVipsProperties(xml: string): VipsProperties {
  const properties = readProperties(xml);
  const x = plausible(properties.get("openslide.mpp-x"), 0.01, 100);
  const y = plausible(properties.get("openslide.mpp-y"), 0.01, 100) ?? x;
  const isSquare = x !== null && y !== null && Math.max(x, y) / Math.min(x, y) <= largestRatio;
  return {
    micronsPerPixel: isSquare ? x : null,
    objectivePower: plausible(properties.get("openslide.objective-power"), 1, 200),
  };
}

function readProperties(xml: string): ReadonlyMap<string, string> {
  let document: unknown;
  try {
    document = parser.parse(xml);
  } catch {
    return new Map(); // A server's page in the file's place: it says nothing of the slide.
  }
  const parsed = v.safeParse(schema, document);
  if (!parsed.success) return new Map();
  return new Map(parsed.output.image.properties.property.map(({ name, value }) => [name, value]));
}

function plausible(value: string | undefined, least: number, most: number): number | null {
  const number = value === undefined || value.trim() === "" ? Number.NaN : Number(value);
  return number >= least && number <= most ? number : null;
}
