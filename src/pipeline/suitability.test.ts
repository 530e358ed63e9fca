import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseSuitability } from "#packs/parse-suitability.ts";
import type { SuitabilityModel } from "#packs/suitability-model.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { type Colour, paint } from "#test/fake-slide.ts";
import { hashed } from "#test/hashed.ts";
import { type Colours, measureColours } from "./suitability/colours.ts";
import { judgeSuitability } from "./suitability.ts";

interface GoldenCase {
  readonly patches: readonly number[];
  readonly score: number;
  readonly verdict: string;
}

/** Written by `python -m hwsi.suitability` beside the shipped `suitability.json`. */
const golden = JSON.parse(readFileSync("fixtures/goldens/suitability.json", "utf8")) as {
  readonly statistics: readonly (readonly number[])[];
  readonly thumbnail: readonly (readonly number[])[];
  readonly cases: readonly GoldenCase[];
  readonly "without embeddings": readonly GoldenCase[];
};
const shipped = parseSuitability(
  new Uint8Array(readFileSync("public/pack/suitability.json")).buffer,
);

/** The patches that `golden_patches` of the same module paints: H&E, brown, dark, grey, near white. */
const PALETTES: readonly (readonly [Colour, Colour, Colour])[] = [
  [
    [120, 60, 150],
    [215, 140, 190],
    [235, 225, 235],
  ],
  [
    [120, 130, 190],
    [150, 95, 50],
    [240, 240, 242],
  ],
  [
    [5, 5, 12],
    [20, 40, 220],
    [8, 90, 10],
  ],
  [
    [60, 60, 60],
    [130, 130, 130],
    [220, 220, 220],
  ],
  [
    [250, 250, 250],
    [246, 240, 246],
    [252, 252, 250],
  ],
];

function goldenPatch(index: number, width = 256, height = 256): RgbImage {
  return paint(width, height, (x, y) => {
    const place = ((x >> 3) * 7 + (y >> 3) * 13 + ((x * y) >> 6)) % 3;
    const value = (channel: 0 | 1 | 2): number => {
      const grain = (x * 31 + y * 17 + channel * 7 + x * y) % 16;
      const colour = PALETTES[index]?.[place as 0 | 1 | 2]?.[channel] ?? Number.NaN;
      return Math.min(255, Math.max(0, colour + grain - 8));
    };
    return [value(0), value(1), value(2)];
  });
}

const rowOf = ({ stained, foreign, brown, darkness }: Colours): number[] => [
  stained,
  foreign,
  brown,
  darkness,
];

function expectRow(colours: Colours, row: readonly number[] | undefined): void {
  expect(row).toHaveLength(4);
  for (const [at, value] of rowOf(colours).entries()) expect(value).toBeCloseTo(row?.[at] ?? 9, 6);
}

const colours = PALETTES.map((_, index) => measureColours(goldenPatch(index)));
const width = shipped.texture.mean.length;
const embeddings = hashed(31, 5 * width, 0.006, -0.003).map(
  (value, at) => value + (shipped.texture.mean[at % width] ?? Number.NaN),
);
const seen = (index: number) => ({
  colours: colours[index] as Colours,
  embedding: embeddings.subarray(index * width, (index + 1) * width),
});

describe("Python's numbers", () => {
  test("are met by the colours of patches and of thumbnails", () => {
    for (const [index, row] of golden.statistics.entries())
      expectRow(colours[index] as Colours, row);
    for (const [index, row] of golden.thumbnail.entries()) {
      expectRow(measureColours(goldenPatch(index, 30, 40), 1), row);
    }
    expect(golden.statistics).toHaveLength(PALETTES.length);
  });

  test("are met by the scores of slides", () => {
    for (const { patches, score, verdict } of golden.cases) {
      const found = judgeSuitability(shipped, patches.map(seen));
      expect(Math.abs((found.score ?? Number.NaN) - score)).toBeLessThan(1e-4);
      expect(found.verdict).toBe(verdict);
    }
    for (const { patches, score } of golden["without embeddings"]) {
      const bare = patches.map((index) => ({ ...seen(index), embedding: null }));
      const found = judgeSuitability(shipped, bare);
      expect(Math.abs((found.score ?? Number.NaN) - score)).toBeLessThan(1e-4);
    }
  });
});

describe("a slide", () => {
  const limit = { typical: 0, limit: 0.5 };
  const model: SuitabilityModel = {
    limits: { foreign: limit, brown: limit, darkness: limit, texture: limit },
    texture: { mean: [0, 0], basis: [[1, 0]] },
  };
  const good: Colours = { stained: 0.5, foreign: 0.1, brown: 0, darkness: 0.1 };
  const patch = (change: Partial<Colours>, embedding: readonly number[] = [5, 0]) => ({
    colours: { ...good, ...change },
    embedding: Float32Array.from(embedding),
  });

  test("of purple and pink is suitable, far along the plane of the embeddings or not", () => {
    const { verdict, score } = judgeSuitability(model, [patch({}), patch({}, [-9, 0])]);
    expect(verdict).toBe("suitable");
    expect(score).toBeCloseTo(0.2, 6);
  });

  test.each([
    [{ foreign: 0.6 }, [5, 0], /little purple and pink/],
    [{ foreign: 0.6, brown: 0.7 }, [5, 0], /brown/],
    [{ foreign: 0.9, brown: 0.9, darkness: 0.6 }, [5, 0], /lightest places are dark/],
    [{}, [5, 0.8], /texture/],
  ] as const)("%o is told by what says most of it", (change, embedding, reason) => {
    const told = judgeSuitability(model, [patch(change, embedding)]);
    expect(told.verdict).toBe("unsuitable");
    expect(told.reason).toMatch(reason);
  });

  test("is not flagged for pen marks on a quarter of its patches", () => {
    const pen = patch({ foreign: 1, brown: 0.5 });
    const patches = [patch({}), pen, patch({}), patch({})];
    expect(judgeSuitability(model, patches).verdict).toBe("suitable");
    expect(judgeSuitability(model, [pen, pen, pen, patch({})]).verdict).toBe("unsuitable");
  });

  test("is judged by its stained patches alone", () => {
    const glass = patch({ stained: 0.01, foreign: 1 }, [0, 9]);
    expect(judgeSuitability(model, [glass, glass, patch({})]).verdict).toBe("suitable");
    expect(judgeSuitability(model, [glass]).verdict).toBe("unsuitable");
  });
});
