import type { RgbImage } from "./slide-source.ts";

/**
 * How each of `length` output pixels is mixed from input pixels along one axis: `reach` inputs from
 * `first[i]`, weighted by `weights[i * reach ..]`, which sum to 1.
 */
export interface Taps {
  readonly length: number;
  readonly reach: number;
  readonly first: Int32Array;
  readonly weights: Float32Array; // [length, reach]
}

/** A share of an input pixel too small to change an 8-bit value; rounding errors stay below it. */
const negligible = 1e-4;

/**
 * Taps of an output grid laid over an input axis: output `i` covers `start + i * step` to
 * `start + (i + 1) * step`. Shrinking averages over that area; enlarging is bilinear.
 */
export function tapsOver(start: number, step: number, length: number): Taps {
  const first = new Int32Array(length);
  const reach = step >= 1 - negligible ? Math.floor(step + 1 - negligible) + 1 : 2;
  const weights = new Float32Array(length * reach);
  for (let i = 0; i < length; i++) {
    const from = start + i * step;
    if (step < 1 - negligible) {
      const centre = from + step / 2 - 0.5;
      first[i] = Math.floor(centre);
      weights[i * reach] = 1 - (centre - Math.floor(centre));
      weights[i * reach + 1] = centre - Math.floor(centre);
    } else {
      first[i] = Math.floor(from + negligible);
      averageOver(from, from + step, weights.subarray(i * reach, (i + 1) * reach));
    }
  }
  return trimmed({ length, reach, first, weights });
}

function averageOver(from: number, to: number, weights: Float32Array): void {
  const first = Math.floor(from + negligible);
  let sum = 0;
  for (let tap = 0; tap < weights.length; tap++) {
    const share = Math.min(to, first + tap + 1) - Math.max(from, first + tap);
    weights[tap] = share > negligible ? share : 0;
    sum += weights[tap] ?? 0;
  }
  for (let tap = 0; tap < weights.length; tap++) weights[tap] = (weights[tap] ?? 0) / sum;
}

/** Drops trailing taps that weigh nothing anywhere, so that an aligned read touches no more. */
function trimmed({ length, reach, first, weights }: Taps): Taps {
  let used = 1;
  for (let at = 0; at < weights.length; at++) {
    if (weights[at] !== 0) used = Math.max(used, (at % reach) + 1);
  }
  if (used === reach) return { length, reach, first, weights };
  const kept = new Float32Array(length * used);
  for (let i = 0; i < length; i++) {
    kept.set(weights.subarray(i * reach, i * reach + used), i * used);
  }
  return { length, reach: used, first, weights: kept };
}

/** The input pixels that taps `from` to `to` touch: `start <= index < end`. */
export function touched(taps: Taps, from = 0, to = taps.length): { start: number; end: number } {
  return { start: taps.first[from] ?? 0, end: (taps.first[to - 1] ?? 0) + taps.reach };
}

/** A part of an output: rows `from` to `to` of `rows`, made from `input` whose top left is `left, top`. */
export interface Band {
  readonly input: RgbImage;
  readonly left: number;
  readonly top: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Writes a band of the output `[rows.length, columns.length, 3]`, rounded to the nearest byte. Both
 * axes are mixed in 32-bit floats in a fixed order, so every machine gives the same bytes.
 */
export function resampleBand(columns: Taps, rows: Taps, band: Band, output: Uint8Array): void {
  if (columns.reach === 1 && rows.reach === 1) copyBand(columns, rows, band, output);
  else mixBand(columns, rows, band, output);
}

function mixBand(columns: Taps, rows: Taps, band: Band, output: Uint8Array): void {
  const width = columns.length * 3;
  const slots = Array.from({ length: rows.reach }, () => ({
    row: Number.NaN,
    mixed: new Float32Array(width),
  }));
  const sum = new Float32Array(width);
  for (let row = band.from; row < band.to; row++) {
    sum.fill(0.5);
    for (let tap = 0; tap < rows.reach; tap++) {
      const inputRow = (rows.first[row] as number) + tap;
      const slot = slots[modulo(inputRow, rows.reach)] as (typeof slots)[number];
      if (slot.row !== inputRow) mixColumns(columns, band, inputRow, slot.mixed);
      slot.row = inputRow;
      addRow(slot.mixed, rows.weights[row * rows.reach + tap] as number, sum);
    }
    output.set(sum, row * width);
  }
}

/** Pixel for pixel: taps that reach one input each follow one another, and there is nothing to mix. */
function copyBand(
  columns: Taps,
  rows: Taps,
  { input, left, top, from, to }: Band,
  output: Uint8Array,
): void {
  const width = columns.length * 3;
  const column = (columns.first[0] as number) - left;
  for (let row = from; row < to; row++) {
    const start = (((rows.first[row] as number) - top) * input.width + column) * 3;
    output.set(input.data.subarray(start, start + width), row * width);
  }
}

function mixColumns(
  columns: Taps,
  { input, left, top }: Band,
  row: number,
  into: Float32Array,
): void {
  const { first, weights, reach, length } = columns;
  const start = (row - top) * input.width * 3;
  for (let i = 0; i < length; i++) {
    let at = start + ((first[i] as number) - left) * 3;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let tap = 0; tap < reach; tap++, at += 3) {
      const weight = weights[i * reach + tap] as number;
      red += weight * (input.data[at] as number);
      green += weight * (input.data[at + 1] as number);
      blue += weight * (input.data[at + 2] as number);
    }
    into[i * 3] = red;
    into[i * 3 + 1] = green;
    into[i * 3 + 2] = blue;
  }
}

function addRow(row: Float32Array, weight: number, sum: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (row[i] as number);
}

const modulo = (value: number, by: number) => ((value % by) + by) % by;
