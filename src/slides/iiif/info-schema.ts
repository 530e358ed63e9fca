import * as v from "valibot";

/** Four times the largest scanner's slide; beyond it a document is a mistake or an attack. */
const largestSide = 2 ** 21;
const integer = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const side = integer(1, largestSide);
const limits = {
  maxWidth: v.optional(side),
  maxHeight: v.optional(side),
  maxArea: v.optional(integer(1, Number.MAX_SAFE_INTEGER)),
};
const features = v.optional(v.array(v.string()), []);

const wordedProfile = v.object({ ...limits, supports: features });

/** Version 2 says its level and more in a list, version 3 says a word. */
const profile = v.pipe(
  v.union([v.string(), v.array(v.union([v.string(), wordedProfile]))]),
  v.transform((said) => {
    const parts = [said].flat();
    const level = /level([012])/.exec(parts.find((part) => typeof part === "string") ?? "")?.[1];
    const worded = parts.filter((part) => typeof part !== "string");
    return {
      level: Number(level ?? 0),
      supports: worded.flatMap(({ supports }) => supports),
      limits: worded,
    };
  }),
);

const tiles = v.object({
  width: integer(16, 4096),
  height: v.optional(integer(16, 4096)),
  scaleFactors: v.pipe(v.array(side), v.minLength(1), v.maxLength(64)),
});

/** info.json of the Image API 2 (iiif.io/api/image/2.1, 5) and 3 (iiif.io/api/image/3.0, 5). */
export const iiifDocument = v.object({
  "@context": v.optional(v.unknown()),
  "@id": v.optional(v.string()),
  id: v.optional(v.string()),
  protocol: v.pipe(v.string(), v.regex(/^https?:\/\/iiif\.io\/api\/image$/)),
  width: side,
  height: side,
  profile,
  tiles: v.optional(v.array(tiles), []),
  service: v.optional(v.unknown()),
  ...limits,
});

export type IiifDocument = v.InferOutput<typeof iiifDocument>;

export const physicalDimensions = v.object({
  profile: v.pipe(v.string(), v.regex(/^https?:\/\/iiif\.io\/api\/annex\/services\/physdim$/)),
  physicalScale: v.number(),
  physicalUnits: v.string(),
});
