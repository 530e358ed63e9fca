import type { Manifest, PackFileName } from "#packs/manifest.ts";

/** The files that every pack holds. */
export const packFileNames: readonly PackFileName[] = [
  "patch-encoder",
  "text-encoder",
  "cell-segmenter",
  "ccaf",
  "region-encoder",
  "slide-encoder",
  "projectors",
  "llm-embedding",
  "llm-decoder",
  "llm-decoder-wide",
  "tokenizer",
  "llm-tokenizer",
  "self-test",
];

/** What the manifests of tests share; its language model has one layer and one head of 4. */
export const manifestBase = {
  format: 1,
  version: "1.0.0",
  licence: "Apache-2.0",
  micronsPerPixel: 0.5,
  patchPixels: 256,
  regionPatches: 16,
  llm: {
    layers: 1,
    kvHeads: 1,
    headDimension: 4,
    context: 64,
    template: "{question}",
    stopToken: "<|im_end|>",
    anyPatch: "[P]",
    regionWord: " region",
    nameWeight: 2,
    counts: [
      { word: " cells", cellClass: null },
      { word: " epithelial", cellClass: "epithelial" },
    ],
    wide: { weights: "wide.weights", block: 32, matrices: [] },
  },
  textEncoder: { maxTokens: 24 },
} satisfies Partial<Manifest>;
