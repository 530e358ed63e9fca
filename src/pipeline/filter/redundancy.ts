import { dot } from "./vectors.ts";

/** Patches that are all alike must not be dropped by rounding; the same stands in `spf.py`. */
const ROUNDING = 1e-6;

/** Redundancy within one region (paper eq. 1). */
export interface Redundancy {
  /** Mean cosine of each patch to all patches of its region, itself included. [n] */
  readonly meanSimilarity: Float64Array;
  /** mu + sigma of all n x n similarities. */
  readonly threshold: number;
  /** True where the patch repeats its region; nowhere when that would drop every patch. */
  readonly redundant: readonly boolean[];
}

/**
 * Semantic patch filtering, first half (paper eq. 1), without the n x n matrix.
 *
 * With unit rows f_j, S = sum_j f_j and G = F^T F [d, d]:
 * mean_k s_jk = f_j . S / n, mu = |S|^2 / n^2, and sum_jk s_jk^2 = |G|_F^2, so that
 * sigma^2 = |G|_F^2 / n^2 - mu^2. Time n d^2, memory d^2.
 *
 * `embeddings` [n, dimension] of unit rows, n at least 1.
 */
export function findRedundancy(embeddings: Float32Array, dimension: number): Redundancy {
  const count = embeddings.length / dimension;
  const sum = sumOfRows(embeddings, dimension);
  const mean = dot(sum, sum) / count ** 2;
  const meanSquare = squaredGramNorm(embeddings, dimension) / count ** 2;
  const threshold = mean + Math.sqrt(Math.max(0, meanSquare - mean * mean));
  const meanSimilarity = new Float64Array(count);
  for (let patch = 0; patch < count; patch += 1) {
    meanSimilarity[patch] = dot(embeddings, sum, patch * dimension) / count;
  }
  const redundant = Array.from(meanSimilarity, (similarity) => similarity > threshold + ROUNDING);
  const none = redundant.every(Boolean);
  return { meanSimilarity, threshold, redundant: none ? redundant.map(() => false) : redundant };
}

function sumOfRows(rows: Float32Array, dimension: number): Float64Array {
  const sum = new Float64Array(dimension);
  for (let at = 0; at < rows.length; at += 1) {
    const column = at % dimension;
    sum[column] = (sum[column] ?? 0) + (rows[at] ?? 0);
  }
  return sum;
}

/** |F^T F|_F^2 by columns, so that the inner loop walks memory in order; half of the symmetric G. */
function squaredGramNorm(rows: Float32Array, dimension: number): number {
  const count = rows.length / dimension;
  const columns = new Float32Array(rows.length);
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      columns[column * count + row] = rows[row * dimension + column] ?? 0;
    }
  }
  let total = 0;
  for (let a = 0; a < dimension; a += 1) {
    const columnA = columns.subarray(a * count, (a + 1) * count);
    for (let b = a; b < dimension; b += 1) {
      const product = dot(columns, columnA, b * count);
      total += (a === b ? 1 : 2) * product * product;
    }
  }
  return total;
}
