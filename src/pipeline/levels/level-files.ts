import type { PackFileName } from "#packs/manifest.ts";

/** The levels of the hierarchy, each with a worker of its own. */
export type Level = "patch" | "cell" | "region" | "slide" | "llm";

export const LEVELS: readonly Level[] = ["patch", "cell", "region", "slide", "llm"];

/** The ONNX graphs that a level runs. */
export const GRAPHS = {
  patch: ["patch-encoder", "text-encoder"],
  cell: ["cell-segmenter", "ccaf"],
  region: ["region-encoder"],
  slide: ["slide-encoder"],
  llm: ["projectors", "llm-embedding", "llm-decoder"],
} as const satisfies Record<Level, readonly PackFileName[]>;

/** Everything of the pack that a level's worker is handed. */
export const LEVEL_FILES: Readonly<Record<Level, readonly PackFileName[]>> = {
  patch: [...GRAPHS.patch, "tokenizer", "self-test"],
  cell: [...GRAPHS.cell, "self-test"],
  region: [...GRAPHS.region, "self-test"],
  slide: [...GRAPHS.slide, "self-test"],
  llm: [...GRAPHS.llm, "llm-decoder-wide", "llm-tokenizer", "self-test"],
};
