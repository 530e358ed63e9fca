import { missingTile } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { reach } from "./reach.ts";
import { readBody } from "./read-body.ts";
import { shown } from "./web-address.ts";

/** A whole small file of an address, a tile say. Throws `slide-tile-missing`. */
export async function fetchWhole(
  address: URL,
  largestBytes: number,
  options: ReadOptions = {},
): Promise<Blob> {
  const response = await reach(address, options);
  const bytes = await readBody(response, address, largestBytes, options);
  if (bytes === null) throw missingTile(`${shown(address)} is too large to be part of a slide.`);
  return new Blob([bytes], { type: response.headers.get("Content-Type") ?? "" });
}
