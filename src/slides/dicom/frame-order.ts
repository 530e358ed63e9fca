import type { RgbImage } from "#slides/slide-source.ts";
import type { Grid } from "./frame-places.ts";

/** About so many pairs of frames are compared; each is read and decoded at opening. */
const mostPairs = 32;
/** Grey levels between frames that are not neighbours; less is found in background alone. */
const leastContrast = 8;

/**
 * The order of frames that do not say where they lie, as their pixels tell: the picture goes on
 * from one frame to the next at its right, or to the next below. Null where neither seam is at
 * least twice as smooth as the other.
 */
export async function orderBySeams(
  grid: Grid,
  read: (frame: number) => Promise<RgbImage>,
): Promise<"rows" | "columns" | null> {
  const pairs = pairsOf(grid);
  let across = 0;
  let down = 0;
  for (const frame of pairs) {
    const [one, next] = await Promise.all([read(frame), read(frame + 1)]);
    across += difference(edge(one, "right"), edge(next, "left"));
    down += difference(edge(one, "bottom"), edge(next, "top"));
  }
  if (Math.max(across, down) < leastContrast * pairs.length) return null;
  if (across * 2 <= down) return "rows";
  return down * 2 <= across ? "columns" : null;
}

/** Frames, evenly spread, whose next one is a neighbour in whichever order they run. */
function pairsOf({ columns, rows }: Grid): readonly number[] {
  const last = columns * rows - 1;
  const step = Math.max(1, Math.floor(last / mostPairs));
  const spread = Array.from({ length: Math.floor(last / step) }, (_, index) => index * step);
  return spread.filter((frame) => (frame + 1) % columns !== 0 && (frame + 1) % rows !== 0);
}

/** The outermost pixels at one side of an image. */
function edge({ width, height, data }: RgbImage, side: "left" | "right" | "top" | "bottom") {
  if (side === "top") return data.subarray(0, width * 3);
  if (side === "bottom") return data.subarray((height - 1) * width * 3);
  const x = side === "left" ? 0 : width - 1;
  return Uint8Array.from({ length: height * 3 }, (_, index) => {
    const y = Math.floor(index / 3);
    return data[(y * width + x) * 3 + (index % 3)] ?? 0;
  });
}

/** Mean over what both have: frames at the edge of a slide may be smaller. */
function difference(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  let sum = 0;
  for (let index = 0; index < length; index += 1) {
    sum += Math.abs((one[index] ?? 0) - (other[index] ?? 0));
  }
  return sum / length;
}
