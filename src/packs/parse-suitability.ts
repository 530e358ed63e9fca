import * as v from "valibot";
import { unreadablePack } from "./pack-faults.ts";
import type { SuitabilityModel } from "./suitability-model.ts";

const number = v.pipe(v.number(), v.finite());
const limit = v.pipe(
  v.object({ typical: number, limit: number }),
  v.check(({ typical, limit }) => limit > typical, "must lie above what is typical"),
);
const schema = v.object({
  format: v.literal(1),
  limits: v.object({ foreign: limit, brown: limit, darkness: limit, texture: limit }),
  texture: v.pipe(
    v.object({ mean: v.array(number), basis: v.array(v.array(number)) }),
    v.check(
      ({ mean, basis }) => basis.every((direction) => direction.length === mean.length),
      "must have directions as wide as the mean",
    ),
  ),
});

/** `suitability.json` of a pack. Throws `pack-unreadable`, naming the first field that is wrong. */
export function parseSuitability(bytes: ArrayBuffer): SuitabilityModel {
  const parsed = v.safeParse(schema, parseJson(new TextDecoder().decode(bytes)));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? "the whole";
  throw unreadablePack(`suitability.json cannot be read: ${field}: ${issue.message}`);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw unreadablePack("suitability.json is not JSON", cause);
  }
}
