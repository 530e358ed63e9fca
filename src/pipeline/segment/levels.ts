import { PATCH } from "./rules.ts";

/**
 * Integer levels 0..255 of a map in 0..1: rounded to 0..4095, smoothed by the 3x3 binomial kernel
 * (border pixels repeated), divided by 256 and rounded down. Integers make it exact everywhere.
 */
export function levelsOf(map: Float32Array): Uint8Array {
  const fine = new Int32Array(PATCH * PATCH);
  for (let i = 0; i < fine.length; i++) fine[i] = Math.floor(at(map, i) * 4095 + 0.5);
  const rows = new Int32Array(PATCH * PATCH);
  for (let row = 0; row < rows.length; row += PATCH) {
    const last = row + PATCH - 1;
    for (let i = row; i <= last; i++) {
      const left = at(fine, i > row ? i - 1 : i);
      const right = at(fine, i < last ? i + 1 : i);
      rows[i] = left + 2 * at(fine, i) + right;
    }
  }
  const out = new Uint8Array(PATCH * PATCH);
  for (let i = 0; i < out.length; i++) {
    const up = at(rows, i >= PATCH ? i - PATCH : i);
    const down = at(rows, i < out.length - PATCH ? i + PATCH : i);
    out[i] = (up + 2 * at(rows, i) + down) >> 8;
  }
  return out;
}

/** An element known to be inside the array. */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] as number;
}
