/**
 * Value i is ((i * 2654435761 + seed * 40503) mod 2^32) / 2^32 * scale + shift, as `fill` of
 * `training/hwsi/selftest.py` makes them.
 */
export function hashed(seed: number, length: number, scale: number, shift: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => {
    const mixed = (Math.imul(index, 2654435761) + seed * 40503) >>> 0;
    return (mixed / 2 ** 32) * scale + shift;
  });
}
