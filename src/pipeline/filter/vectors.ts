type Vector = Float32Array | Float64Array;

/** Dot product of `vector` with the values of `matrix` from `offset` on. */
export function dot(matrix: Vector, vector: Vector, offset = 0): number {
  let sum = 0;
  for (let index = 0; index < vector.length; index += 1) {
    sum += (matrix[offset + index] ?? 0) * (vector[index] ?? 0);
  }
  return sum;
}

/** Mean of the rows of [n, dimension]; n at least 1. */
export function meanOfRows(rows: Float32Array, dimension: number): Float32Array {
  const count = rows.length / dimension;
  const mean = new Float32Array(dimension);
  for (let at = 0; at < rows.length; at += 1) {
    const column = at % dimension;
    mean[column] = (mean[column] ?? 0) + (rows[at] ?? 0) / count;
  }
  return mean;
}

/** Indices of `values` from the highest to the lowest; equal values keep their order. */
export function descending(values: ArrayLike<number>): number[] {
  return Array.from({ length: values.length }, (_, index) => index).sort(
    (a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b,
  );
}
