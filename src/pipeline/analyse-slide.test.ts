import { describe, expect, test } from "vitest";
import type { StageProgress } from "#core/progress.ts";
import type { SuitabilityModel } from "#packs/suitability-model.ts";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { type Colour, EOSIN, fakeSlide, GLASS } from "#test/fake-slide.ts";
import { analyseSlide } from "./analyse-slide.ts";

/** 1x2 regions of 20x; tissue in the patches of the first row of the second region alone. */
const size = { width: 8192, height: 4096, micronsPerPixel: 0.5 };
const stripe = (x: number, y: number): Colour =>
  x >= 4096 && x < 4096 + 512 && y < 256 ? EOSIN : GLASS;

describe("the analysis of a slide", () => {
  test("reads each region at low power and only tissue patches at the pack's scale", async () => {
    const slide = fakeSlide(size, stripe);
    const models = fakeModels();
    const analysis = await analyseSlide(slide, models, tinyManifest);
    expect(slide.reads.map(({ micronsPerPixel }) => micronsPerPixel)).toEqual([8, 8, 0.5, 0.5]);
    expect(slide.reads.slice(2).map(({ rect }) => [rect.x, rect.y])).toEqual([
      [4096, 0],
      [4352, 0],
    ]);
    expect(analysis.regions).toHaveLength(1);
    expect(analysis.regions[0]?.region).toMatchObject({ column: 1, row: 0 });
  });

  test("encodes patches, then regions, then the slide", async () => {
    const models = fakeModels();
    const analysis = await analyseSlide(fakeSlide(size, stripe), models, tinyManifest);
    expect(models.calls).toEqual(["encodePatches 2", "encodeRegion 2", "encodeSlide 1,0"]);
    expect([...analysis.slide]).toEqual([1, 0, 0]);
    expect(analysis.regions[0]?.embeddings).toHaveLength(2 * 3);
    expect(analysis.regions[0]?.redundancy.redundant).toEqual([false, false]);
  });

  test("patches go to the encoder in batches and come back in their places", async () => {
    const red: Colour = [200, 30, 30];
    const blue: Colour = [30, 30, 200];
    const halves = (x: number): Colour => (x < 10 * 256 ? red : blue);
    const models = fakeModels();
    const slide = fakeSlide({ width: 4096, height: 512, micronsPerPixel: 0.5 }, halves);
    const { regions } = await analyseSlide(slide, models, tinyManifest);
    expect(models.calls.slice(0, 4)).toEqual(Array(4).fill("encodePatches 8"));
    const reds = regions[0]?.region.patches.map(({ column }, index) => {
      const embedding = regions[0]?.embeddings.slice(3 * index, 3 * index + 3) ?? [];
      return column < 10 ? (embedding[0] ?? 0) < (embedding[2] ?? 0) : true;
    });
    expect(reds).not.toContain(false);
    expect(new Set(regions[0]?.embeddings).size).toBeGreaterThan(1);
  });

  test("progress goes through tissue, patches and regions to the end of each", async () => {
    const seen: StageProgress[] = [];
    await analyseSlide(fakeSlide(size, stripe), fakeModels(), tinyManifest, {
      onProgress: (progress) => seen.push(progress),
    });
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(["tissue", "patches", "regions"]);
    expect(seen.filter(({ done, total }) => done === total).map(({ stage }) => stage)).toEqual([
      "tissue",
      "patches",
      "regions",
    ]);
  });

  test("an abort stops the reading", async () => {
    const slide = fakeSlide({ width: 4096, height: 4096, micronsPerPixel: 0.5 });
    const stop = new AbortController();
    const analysis = analyseSlide(slide, fakeModels(), tinyManifest, {
      signal: stop.signal,
      onProgress: ({ stage, done }) => {
        if (stage === "patches" && done >= 16) stop.abort(new Error("enough"));
      },
    });
    await expect(analysis).rejects.toThrow("enough");
    expect(slide.reads.length).toBeLessThan(80);
  });

  test("a slide that does not say its scale is not guessed at", async () => {
    const slide = fakeSlide({ ...size, micronsPerPixel: null });
    await expect(analyseSlide(slide, fakeModels(), tinyManifest)).rejects.toMatchObject({
      kind: "slide-scale-unknown",
    });
    expect(slide.reads).toHaveLength(0);
  });

  test("a slide of glass is told to be one", async () => {
    const slide = fakeSlide(size, () => GLASS);
    await expect(analyseSlide(slide, fakeModels(), tinyManifest)).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining("No tissue"),
    });
  });
});

describe("the suitability of a slide", () => {
  const limit = { typical: 0, limit: 0.5 };
  const suitability: SuitabilityModel = {
    limits: { foreign: limit, brown: limit, darkness: limit, texture: limit },
    texture: {
      mean: [0, 0, 0],
      basis: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
  };
  const judged = () => ({ ...fakeModels(), suitability });
  const small = { width: 4096, height: 512, micronsPerPixel: 0.5 };

  test("is judged from the pixels that the encoder is given: nothing is read twice", async () => {
    const slide = fakeSlide(size, stripe);
    const analysis = await analyseSlide(slide, judged(), tinyManifest);
    expect(analysis.suitability).toMatchObject({ verdict: "suitable" });
    expect(slide.reads).toHaveLength(4);
  });

  test("is read before an encoder in another thread takes the pixels away", async () => {
    const models = judged();
    const taking: typeof models.patch.encodePatches = async (patches) => {
      const encoded = await models.patch.encodePatches(patches);
      for (const { data } of patches) structuredClone(data.buffer, { transfer: [data.buffer] });
      return encoded;
    };
    const patch = { ...models.patch, encodePatches: taking };
    const slide = fakeSlide(small);
    const analysis = await analyseSlide(slide, { ...models, patch }, tinyManifest);
    expect(analysis.suitability.verdict).toBe("suitable");
  });

  test("of fluorescence is told: its dark ground is not taken for glass", async () => {
    const glow = (x: number, y: number): Colour =>
      x % 64 < 9 && y % 64 < 9 ? [20, 40, 220] : [4, 4, 8];
    const analysis = await analyseSlide(fakeSlide(small, glow), judged(), tinyManifest);
    expect(analysis.regions[0]?.region.patches).toHaveLength(32);
    expect(analysis.suitability.verdict).toBe("unsuitable");
    expect(analysis.suitability.reason).toMatch(/dark/);
  });

  test("of a page of writing is told although no tissue is found on it", async () => {
    const page = (x: number, y: number): Colour =>
      y % 256 < 16 && x % 96 < 64 ? [20, 20, 20] : GLASS;
    await expect(
      analyseSlide(fakeSlide(small, page), judged(), tinyManifest),
    ).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringMatching(/No tissue.*little purple and pink/),
    });
  });

  test("is unknown to a pack that brings nothing to judge by", async () => {
    const analysis = await analyseSlide(fakeSlide(small), fakeModels(), tinyManifest);
    expect(analysis.suitability).toMatchObject({ verdict: "unknown", score: null });
  });
});

describe("what is no fair view of the tissue", () => {
  const row = { width: 4096, height: 256, micronsPerPixel: 0.5 };
  const NUCLEI: Colour = [110, 80, 150];
  const mixed = (share: number): Colour => {
    const [red, green, blue] = EOSIN.map((value, at) => {
      const nucleus = NUCLEI[at] ?? 0;
      return Math.round(value + share * (nucleus - value));
    });
    return [red ?? 0, green ?? 0, blue ?? 0];
  };
  const sharp = (x: number, y: number): Colour =>
    mixed((x % 24) ** 2 + (y % 24) ** 2 < 14 ** 2 ? 1 : 0);
  const soft = (x: number, y: number): Colour =>
    mixed(0.5 + Math.cos(x / 20) * Math.cos(y / 20) * 0.4);
  const folded = (colour: Colour): Colour => {
    const [red, green, blue] = colour.map((value) =>
      Math.round(((value + 1) / 256) ** 2 * 256 - 1),
    );
    return [red ?? 0, green ?? 0, blue ?? 0];
  };
  /** Patches 3 and 4 are pen, 7 a fold, 11 and 12 out of focus, 14 pen over a third. */
  const spoilt = (x: number, y: number): Colour => {
    const column = Math.floor(x / 256);
    if (column === 3 || column === 4 || (column === 14 && y < 85)) return [20, 110, 90];
    if (column === 7) return folded(sharp(x, y));
    return column === 11 || column === 12 ? soft(x, y) : sharp(x, y);
  };
  const analysed = async () => {
    const [slide, models] = [fakeSlide(row, spoilt), fakeModels()];
    return { slide, models, analysis: await analyseSlide(slide, models, tinyManifest) };
  };

  test("is left out and told, with its share of the tissue", async () => {
    const { leftOut } = (await analysed()).analysis;
    expect(leftOut.patches.map(({ place, reason }) => `${place.column} ${reason}`)).toEqual([
      "3 pen",
      "4 pen",
      "7 fold",
      "11 blurred",
      "12 blurred",
    ]);
    expect(leftOut.patches[0]).toMatchObject({ region: [0, 0], place: { rect: { x: 768 } } });
    expect(leftOut.shares).toEqual({ pen: 0.125, fold: 0.0625, blurred: 0.125 });
  });

  test("is not read where low power shows it, and no level above the patches sees it", async () => {
    const { slide, models, analysis } = await analysed();
    const read = slide.reads.slice(1).map(({ rect }) => rect.x / 256);
    expect(read).toEqual([0, 1, 2, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(models.calls.at(-2)).toBe("encodeRegion 11");
    const [region] = analysis.regions;
    expect(region?.region.patches.map(({ column }) => column)).toEqual([
      0, 1, 2, 5, 6, 8, 9, 10, 13, 14, 15,
    ]);
    expect(region?.embeddings).toHaveLength(11 * 3);
    expect(region?.redundancy.redundant).toHaveLength(11);
  });

  test("goes with its embedding: each patch keeps its own", async () => {
    const { analysis } = await analysed();
    const bare = await analyseSlide(fakeSlide(row, sharp), fakeModels(), tinyManifest);
    expect(bare.leftOut.patches).toEqual([]);
    const rows = (of: typeof bare, column: number): number[] => {
      const at = of.regions[0]?.region.patches.findIndex((patch) => patch.column === column) ?? -1;
      return [...(of.regions[0]?.embeddings.slice(at * 3, at * 3 + 3) ?? [])];
    };
    for (const column of [0, 6, 13, 15]) {
      expect(rows(analysis, column)).toEqual(rows(bare, column));
    }
  });

  test("leaves nothing to analyse where it is everywhere", async () => {
    const slide = fakeSlide(row, soft);
    await expect(analyseSlide(slide, fakeModels(), tinyManifest)).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: "100 % of the tissue is not analysed: out of focus 100 %.",
    });
  });
});
