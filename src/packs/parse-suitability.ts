import * as v from "valibot";
import { unreadablePack } from "./pack-faults.ts";
import type { SuitabilityModel } from "./suitability-model.ts";

const schema = v.object({ format: v.literal(1) });

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
