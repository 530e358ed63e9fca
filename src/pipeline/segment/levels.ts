/** Integer levels 0..255 of a map in 0..1: times 256, rounded down. Exact, so the same everywhere. */
export function levelsOf(map: Float32Array): Uint8Array {
  const out = new Uint8Array(map.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(255, Math.floor((map[i] ?? 0) * 256));
  return out;
}

/** An element known to be inside the array. */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] as number;
}
