import type { SlideAnalysis } from "#pipeline/analyse-slide.ts";
import type { Patch } from "#pipeline/decompose.ts";

const patch = (column: number, row: number): Patch => ({
  column,
  row,
  rect: { x: column * 512.5, y: row * 512.5, width: 512.5, height: 512.5 },
  valid: { width: 256, height: row === 1 ? 100 : 256 },
});

/** Two regions of two patches and one, one patch left out; numbers that a test can name. */
export const tinyAnalysis: SlideAnalysis = {
  regions: [
    {
      region: {
        column: 0,
        row: 0,
        rect: { x: 0, y: 0, width: 8200, height: 8200 },
        patches: [patch(0, 0), patch(1, 1)],
      },
      embeddings: Float32Array.of(1, 0, 0, 0.6, 0.8, 0),
      redundancy: {
        meanSimilarity: Float64Array.of(0.8, 1 / 3),
        threshold: 0.7,
        redundant: [true, false],
      },
      embedding: Float32Array.of(0.25, 0.5),
    },
    {
      region: {
        column: 1,
        row: 0,
        rect: { x: 8200, y: 0, width: 8200, height: 8200 },
        patches: [patch(16, 0)],
      },
      embeddings: Float32Array.of(0, 0, 1),
      redundancy: { meanSimilarity: Float64Array.of(1), threshold: 1, redundant: [false] },
      embedding: Float32Array.of(-1, 0.125),
    },
  ],
  slide: Float32Array.of(0.5, -2, 3, 4),
  suitability: { verdict: "suitable", score: 0.1, reason: "Like the H&E the models know." },
  leftOut: {
    patches: [{ region: [1, 0], place: patch(17, 1), reason: "fold" }],
    shares: { pen: 0, fold: 0.25, blurred: 0 },
  },
};
