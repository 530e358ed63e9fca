import { dot, meanOfRows } from "./vectors.ts";

/**
 * The vector whose dot product with a unit patch embedding is the patch's relevance (paper eq. 2:
 * the mean cosine to M entities equals the cosine to their mean, lengths kept).
 *
 * Half of it is the mean of the question's entities and half that of the keyword bank: a plain
 * mean over all would let a bank of dozens drown the question. Without entities the bank decides.
 * `question` [m, dimension] and `bank` [b, dimension] of unit rows, b at least 1.
 */
export function relevanceVector(
  question: Float32Array,
  bank: Float32Array,
  dimension: number,
): Float32Array {
  const bankMean = meanOfRows(bank, dimension);
  if (question.length === 0) return bankMean;
  const questionMean = meanOfRows(question, dimension);
  return bankMean.map((value, index) => 0.5 * value + 0.5 * (questionMean[index] ?? 0));
}

/** Relevance r_j of each patch, [n] (paper section 3.3). */
export function relevanceOf(embeddings: Float32Array, vector: Float32Array): Float32Array {
  const count = embeddings.length / vector.length;
  return Float32Array.from({ length: count }, (_, patch) =>
    dot(embeddings, vector, patch * vector.length),
  );
}

/** Index of the bank's row nearest to the patch at `offset` of `embeddings`. */
export function nearestRow(
  bank: Float32Array,
  embeddings: Float32Array,
  dimension: number,
  offset: number,
): number {
  const patch = embeddings.subarray(offset, offset + dimension);
  let nearest = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row * dimension < bank.length; row += 1) {
    const cosine = dot(bank, patch, row * dimension);
    if (cosine > highest) {
      highest = cosine;
      nearest = row;
    }
  }
  return nearest;
}
