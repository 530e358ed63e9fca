import type { WideWeights } from "#packs/manifest.ts";

/** Half bytes hold 0..15; this one stands for 0. */
const ZERO = 8;

/**
 * The wide decoder's weights from the int4 file's bytes (see WideWeights), to the last bit what
 * `training/hwsi/quantise.py` expands: a small integer times an fp16 number is exact in float32.
 */
export function expandWeights(
  int4: ArrayBuffer,
  { block, matrices }: WideWeights,
): Uint8Array<ArrayBuffer> {
  const count = matrices.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const out = new Float32Array(count);
  let at = 0;
  for (const matrix of matrices) {
    const size = matrix.rows * matrix.columns;
    expandMatrix(new DataView(int4), { ...matrix, block }, out.subarray(at, at + size));
    at += size;
  }
  return new Uint8Array(out.buffer);
}

type Matrix = WideWeights["matrices"][number] & { readonly block: number };

/** Writes the columns one after another, for the graph multiplies from the left: [columns, rows]. */
function expandMatrix(file: DataView, matrix: Matrix, out: Float32Array): void {
  const { rows, columns, block } = matrix;
  const packed = new Uint8Array(file.buffer, matrix.packed, (rows * columns) / 2);
  const blocks = columns / block;
  const scales = new Float32Array(rows);
  for (let column = 0; column < columns; column += 2) {
    if (column % block === 0) readScales(file, matrix, column / block, scales);
    const left = out.subarray(column * rows, (column + 1) * rows);
    const right = out.subarray((column + 1) * rows, (column + 2) * rows);
    for (let row = 0; row < rows; row += 1) {
      const pair = packed[(row * blocks * block + column) / 2] ?? 0;
      const scale = scales[row] ?? 0;
      left[row] = ((pair & 15) - ZERO) * scale;
      right[row] = ((pair >> 4) - ZERO) * scale;
    }
  }
}

/** The scales of every row's block number `block`. */
function readScales(file: DataView, matrix: Matrix, block: number, out: Float32Array): void {
  const blocks = matrix.columns / matrix.block;
  for (let row = 0; row < matrix.rows; row += 1) {
    out[row] = halfToFloat(file.getUint16(matrix.scales + 2 * (row * blocks + block), true));
  }
}

/** IEEE 754 binary16. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
