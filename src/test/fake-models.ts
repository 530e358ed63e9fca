import type { Manifest } from "#packs/manifest.ts";
import type { Generated, Models, VisualTokens } from "#pipeline/models.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { manifestBase } from "./fake-manifest.ts";

/** A pack of width 4 that keeps 2 patches a region and 3 a slide. */
export const tinyManifest: Manifest = {
  ...manifestBase,
  name: "tiny",
  filter: { keepPerRegion: 2, keepPerSlide: 3 },
  keywords: ["red", "green", "blue"],
  cellClasses: [
    { name: "inflammatory", colour: "#0072B2" },
    { name: "epithelial", colour: "#D55E00" },
  ],
  dimensions: { patch: 3, token: 3, cellEmbedding: 2, cell: 2, region: 3, slide: 3, llm: 4 },
  llm: {
    ...manifestBase.llm,
    headDimension: 2,
    template: "Q {question} A",
    stopToken: "<stop>",
  },
  textEncoder: { maxTokens: 4 },
  files: {} as Manifest["files"],
  card: { intendedUse: "tests", limits: [], data: [], metrics: [] },
};

export interface FakeModels extends Models {
  /** Names of the calls, in order. */
  readonly calls: string[];
  /** What the language model was given last. */
  readonly asked: { visual: VisualTokens | null; question: string }[];
}

const COLOURS = ["red", "green", "blue"];

/**
 * Models that see colours: a patch's embedding is its mean colour's direction, a text's the
 * direction of the colour it names, a patch holds one cell in its middle.
 */
export function fakeModels(
  answer: (visual: VisualTokens | null) => Partial<Generated> = () => ({}),
): FakeModels {
  const calls: string[] = [];
  const asked: FakeModels["asked"] = [];
  return {
    calls,
    asked,
    patch: {
      async encodePatches(patches) {
        calls.push(`encodePatches ${patches.length}`);
        const embeddings = new Float32Array(patches.flatMap((patch) => unit(meanColour(patch))));
        return { embeddings, tokens: embeddings.slice() };
      },
      async encodeTexts(texts) {
        calls.push(`encodeTexts ${texts.join("|")}`);
        return new Float32Array(texts.flatMap((text) => unit(colourOf(text))));
      },
    },
    cell: {
      async segment(patches) {
        calls.push(`segment ${patches.length}`);
        return patches.map((patch, index) => ({
          cells: [middleCell()],
          token: cellToken(patch, index),
        }));
      },
    },
    region: {
      async encodeRegion(_, mask) {
        const tissue = mask.reduce((sum, value) => sum + value, 0);
        calls.push(`encodeRegion ${tissue}`);
        return new Float32Array([tissue, 0, 0]);
      },
    },
    slide: {
      async encodeSlide(_, positions) {
        calls.push(`encodeSlide ${positions.join()}`);
        return new Float32Array([positions.length / 2, 0, 0]);
      },
    },
    llm: {
      async generate(visual, question, options) {
        calls.push("generate");
        asked.push({ visual, question });
        const generated: Generated = {
          text: "",
          citations: [],
          promptTokens: 1,
          newTokens: 1,
          stopped: "end",
          ...answer(visual),
        };
        options?.onText?.(generated.text);
        return generated;
      },
    },
  };
}

function meanColour({ data }: RgbImage): number[] {
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at += 1) {
    sums[at % 3] = (sums[at % 3] ?? 0) + 255 - (data[at] ?? 0);
  }
  return sums;
}

function colourOf(text: string): number[] {
  return COLOURS.map((colour) => (text.includes(colour) ? 0.1 : 1));
}

function unit(values: readonly number[]): number[] {
  const length = Math.hypot(...values) || 1;
  return values.map((value) => value / length);
}

function middleCell() {
  return {
    id: 1,
    cellClass: 1,
    confidence: 0.9,
    centre: [128, 64] as const,
    areaPixels: 4,
    stains: [0.5, 0.25] as const,
    outline: new Float32Array([126, 62, 130, 62, 130, 66, 126, 66]),
  };
}

function cellToken(patch: RgbImage, index: number): Float32Array {
  return new Float32Array([patch.width, index]);
}
