import type { Level0Point } from "#core/geometry.ts";
import { sha256Of } from "#packs/sha256.ts";

/** Places in a pixel that are told apart. */
const STEPS = 1024;

/**
 * UUIDs of cells (RFC 9562, version 8: ours to lay out): 56 bits of a digest of `seed`, then x and y
 * of the centre in 1/1024 of a level-0 pixel, 32 bits each. The same cell of the same pack and slide
 * has the same id in every run, and two cells never share one.
 */
export async function cellIds(seed: string): Promise<(centre: Level0Point) => string> {
  const digest = await sha256Of(new TextEncoder().encode(seed).slice().buffer);
  const start = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(12, 14)}`;
  return ([x, y]) => {
    const [px, py] = [hex(x), hex(y)];
    return `${start}${px.slice(0, 1)}-8${px.slice(1, 4)}-${px.slice(4)}${py}`;
  };
}

function hex(coordinate: number): string {
  return Math.round(coordinate * STEPS)
    .toString(16)
    .padStart(8, "0");
}
