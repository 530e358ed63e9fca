import { describe, expect, test } from "vitest";
import type { StageProgress } from "#core/progress.ts";
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
