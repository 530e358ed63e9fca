import { expect, test } from "vitest";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { fakeSlide } from "#test/fake-slide.ts";
import { tinyAnalysis } from "#test/tiny-analysis.ts";
import type { SlideAnalysis } from "./analyse-slide.ts";
import { rememberSlide } from "./slide-memory.ts";

const slide = () => fakeSlide({ width: 512, height: 256, micronsPerPixel: 0.5 });

test("a slide that was analysed on an earlier visit is neither read nor shown to a model", async () => {
  const source = slide();
  const models = fakeModels();
  const kept: SlideAnalysis[] = [];
  const shelf = { take: async () => tinyAnalysis, keep: async () => void kept.push(tinyAnalysis) };
  const memory = rememberSlide(source, models, tinyManifest, shelf);
  expect(await memory.analysis()).toBe(tinyAnalysis);
  expect(source.reads).toEqual([]);
  expect(models.calls).toEqual([]);
  expect(kept).toEqual([]);
});

test("an analysis that was made is given to be kept, once", async () => {
  const kept: SlideAnalysis[] = [];
  const shelf = {
    take: async () => null,
    keep: async (analysis: SlideAnalysis) => void kept.push(analysis),
  };
  const memory = rememberSlide(slide(), fakeModels(), tinyManifest, shelf);
  const made = await memory.analysis();
  expect(await memory.analysis()).toBe(made);
  expect(kept).toEqual([made]);
});
