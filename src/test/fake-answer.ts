import type { SlideCheck } from "#engine/engine.ts";
import type { Manifest, PackFile } from "#packs/manifest.ts";
import type { Answer, EvidenceCell, EvidencePatch } from "#pipeline/answer.ts";
import type { PatchMap } from "#pipeline/map-patches.ts";
import { type LeftOut, NOTHING_LEFT_OUT } from "#pipeline/quality/left-out.ts";
import type { Suitability } from "#pipeline/suitability.ts";
import { manifestBase, packFileNames } from "./fake-manifest.ts";

const file: PackFile = { path: "model.onnx", bytes: 1_000_000, sha256: "0".repeat(64) };

export const fakeManifest: Manifest = {
  ...manifestBase,
  name: "Fake pack",
  version: "0.0.1",
  licence: "CC0-1.0",
  filter: { keepPerRegion: 16, keepPerSlide: 32 },
  keywords: ["tumour", "lymphocytes"],
  cellClasses: [
    { name: "inflammatory", colour: "#0072B2" },
    { name: "epithelial", colour: "#D55E00" },
    { name: "spindle", colour: "#009E73" },
    { name: "other", colour: "#CC79A7" },
  ],
  dimensions: {
    patch: 8,
    token: 8,
    cellEmbedding: 8,
    cell: 8,
    region: 8,
    slide: 8,
    llm: 8,
  },
  llm: { ...manifestBase.llm, headDimension: 8 },
  files: Object.fromEntries(packFileNames.map((name) => [name, file])) as Manifest["files"],
  card: {
    intendedUse: "Teaching.",
    limits: ["Drawn slides only."],
    data: [{ name: "None", licence: "CC0" }],
    metrics: [{ name: "Accuracy", value: 0.5, note: "of a coin" }],
  },
};

/** A square cell with its corner at (x, y), `side` level-0 pixels. */
export const fakeCell = (x: number, y: number, cellClass: number, side = 16): EvidenceCell => ({
  centre: [x + side / 2, y + side / 2],
  cellClass,
  confidence: 0.9,
  squareMicrons: side ** 2 / 4,
  stains: [0.5, 0.25],
  outline: Float32Array.of(x, y, x + side, y, x + side, y + side, x, y + side),
});

/** A patch of 256 level-0 pixels at (x, y) with three cells: two of class 0, one of class 1. */
export const fakePatch = (id: number, x: number, y: number, relevance: number): EvidencePatch => ({
  id,
  rect: { x, y, width: 256, height: 256 },
  region: [0, 0],
  relevance,
  nearestKeyword: id === 1 ? "lymphocytes" : "fibrous stroma",
  cells: [fakeCell(x + 40, y + 40, 0), fakeCell(x + 120, y + 40, 0), fakeCell(x + 80, y + 160, 1)],
  counts: [2, 1, 0, 0],
});

export const fakeSuitability: Suitability = {
  verdict: "suitable",
  score: 0.2,
  reason: "Like the H&E the models know.",
};

export const fakeCheck: SlideCheck = {
  suitability: fakeSuitability,
  leftOut: NOTHING_LEFT_OUT,
  cellPatches: 12,
};

/** Three patches of 256 level-0 pixels side by side below the others, one for each reason. */
export const fakeLeftOut: LeftOut = {
  patches: (["pen", "fold", "blurred"] as const).map((reason, column) => ({
    region: [0, 0],
    place: {
      column,
      row: 4,
      rect: { x: column * 256, y: 1024, width: 256, height: 256 },
      valid: { width: 256, height: 256 },
    },
    reason,
  })),
  shares: { pen: 0.08, fold: 0.03, blurred: 0.01 },
};

/** Eight by six patches of 256 level-0 pixels, every second one redundant, as relevant as far right. */
export const fakePatchMap = (question: string | null): PatchMap => {
  const places = Array.from({ length: 48 }, (_, patch) => [patch % 8, Math.floor(patch / 8)]);
  return {
    side: 256,
    regionPatches: 4,
    places: Uint32Array.from(places.flat()),
    redundant: Uint8Array.from(places, (_, patch) => patch % 2),
    relevance: question === null ? null : Float32Array.from(places, ([column = 0]) => column / 10),
  };
};

export const fakeAnswer: Answer = {
  question: "Where are the lymphocytes?",
  text: "The infiltrate of lymphocytes is brisk. Most of the tissue is fibrous stroma. Nuclei vary.",
  sentences: [
    {
      text: "The infiltrate of lymphocytes is brisk.",
      citations: [
        { id: 3, support: 0.9 },
        { id: 1, support: 0.4 },
      ],
    },
    { text: "Most of the tissue is fibrous stroma.", citations: [{ id: 3, support: 0.2 }] },
    { text: "Nuclei vary.", citations: [] },
  ],
  patches: [fakePatch(1, 256, 256, 0.4), fakePatch(2, 512, 256, 0.5), fakePatch(3, 1280, 768, 0.3)],
  entities: ["lymphocytes"],
  suitability: fakeSuitability,
  stopped: "end",
  firstWordMs: 1200,
  totalMs: 4300,
};
