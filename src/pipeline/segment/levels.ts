import { PATCH } from "./rules.ts";

/**
 * Integer levels 0..255 of a map in 0..1: rounded to 0..4095, smoothed by the 3x3 binomial kernel
 * (border pixels repeated), divided by 256 and rounded down. Integers make it exact everywhere.
 */
export function levelsOf(map: Float32Array): Uint8Array {
  const fine = new Int32Array(PATCH * PATCH);
  for (let i = 0; i < fine.length; i++) fine[i] = Math.floor((map[i] ?? 0) * 4095 + 0.5);
  const rows = new Int32Array(PATCH * PATCH);
  for (let row = 0; row < rows.length; row += PATCH) {
    const last = row + PATCH - 1;
    for (let i = row; i <= last; i++) {
      const left = fine[i > row ? i - 1 : i] ?? 0;
      const right = fine[i < last ? i + 1 : i] ?? 0;
      rows[i] = left + 2 * (fine[i] ?? 0) + right;
    }
  }
  const out = new Uint8Array(PATCH * PATCH);
  for (let i = 0; i < out.length; i++) {
    const up = rows[i >= PATCH ? i - PATCH : i] ?? 0;
    const down = rows[i < out.length - PATCH ? i + PATCH : i] ?? 0;
    out[i] = (up + 2 * (rows[i] ?? 0) + down) >> 8;
  }
  return out;
}

/** An element known to be inside the array. */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] as number;
}
