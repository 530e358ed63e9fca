import { PATCH } from "./rules.ts";

/**
 * Integer levels 0..255 of a map in 0..1: rounded to 0..4095, smoothed by the 3x3 binomial kernel
 * (border pixels repeated), divided by 256 and rounded down. Integers make it exact everywhere.
 */
export function levelsOf(map: Float32Array): Uint8Array {
  const rows = new Int32Array(PATCH * PATCH);
  const fine = Int32Array.from(map, (value) => Math.floor(value * 4095 + 0.5));
  for (let y = 0; y < PATCH; y++) {
    for (let x = 0; x < PATCH; x++) {
      const row = y * PATCH;
      const left = at(fine, row + Math.max(x - 1, 0));
      const right = at(fine, row + Math.min(x + 1, PATCH - 1));
      rows[row + x] = left + 2 * at(fine, row + x) + right;
    }
  }
  const out = new Uint8Array(PATCH * PATCH);
  for (let y = 0; y < PATCH; y++) {
    const up = Math.max(y - 1, 0) * PATCH;
    const down = Math.min(y + 1, PATCH - 1) * PATCH;
    for (let x = 0; x < PATCH; x++) {
      const sum = at(rows, up + x) + 2 * at(rows, y * PATCH + x) + at(rows, down + x);
      out[y * PATCH + x] = sum >> 8;
    }
  }
  return out;
}

/** An element known to be inside the array. */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] as number;
}
