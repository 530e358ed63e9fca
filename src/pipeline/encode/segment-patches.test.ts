import { expect, test } from "vitest";
import type { Patch } from "#pipeline/decompose.ts";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { fakeSlide } from "#test/fake-slide.ts";
import { type CellCache, segmentPatches } from "./segment-patches.ts";

const slide = () => fakeSlide({ width: 256 * 1000, height: 256, micronsPerPixel: 0.5 });
const patchAt = (column: number): Patch => ({
  column,
  row: 0,
  rect: { x: 256 * column, y: 0, width: 256, height: 256 },
  valid: { width: 256, height: 256 },
});

test("only patches that were not segmented before are read and segmented", async () => {
  const models = fakeModels();
  const source = slide();
  const cache: CellCache = new Map();
  const [a, b, c] = [patchAt(0), patchAt(1), patchAt(2)];
  const ask = (patches: readonly Patch[]) =>
    segmentPatches(source, patches, models.cell, { grid: tinyManifest, cache });
  const [first] = await ask([a, b]);
  const again = await ask([c, a]);
  expect(models.calls).toEqual(["segment 2", "segment 1"]);
  expect(again[1]).toBe(first);
  expect(source.reads).toHaveLength(3);
});

test("the cache forgets the patches asked for longest ago", async () => {
  const models = fakeModels();
  const cache: CellCache = new Map();
  const patches = Array.from({ length: 600 }, (_, column) => patchAt(column));
  const tiny = { grid: { ...tinyManifest, patchPixels: 1 }, cache };
  const model = {
    segment: async (images: readonly unknown[]) =>
      images.map(() => ({ cells: [], token: new Float32Array() })),
  };
  await segmentPatches(slide(), patches.slice(0, 500), model, tiny);
  await segmentPatches(slide(), patches.slice(0, 10), model, tiny);
  const last = await segmentPatches(slide(), patches.slice(500), model, tiny);
  expect(last).toHaveLength(100);
  expect(cache.size).toBe(512);
  expect(cache.has(patches[0] as Patch)).toBe(true);
  expect(cache.has(patches[20] as Patch)).toBe(false);
  expect(models.calls).toEqual([]);
});

test("progress counts what is known already", async () => {
  const cache: CellCache = new Map();
  const patches = Array.from({ length: 6 }, (_, column) => patchAt(column));
  const seen: number[] = [];
  const memory = { grid: tinyManifest, cache };
  await segmentPatches(slide(), patches.slice(0, 1), fakeModels().cell, memory);
  await segmentPatches(slide(), patches, fakeModels().cell, memory, {
    onProgress: ({ done }) => seen.push(done),
  });
  expect(seen).toEqual([1, 5, 6]);
});
