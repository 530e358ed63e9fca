import { nodeModels } from "#node/node-models.ts";
import { openDiskSlide } from "#node/open-disk-slide.ts";
import { openDiskPack } from "#node/pack-on-disk.ts";
import type { Manifest } from "#packs/manifest.ts";
import { findRedundancy } from "#pipeline/filter/redundancy.ts";
import { filledValues } from "#pipeline/levels/self-test.ts";
import type { Models } from "#pipeline/models.ts";
import { type Measurement, medianMilliseconds } from "./measurement.ts";

const runs = 7;
const patchesARegion = 256;

/** What each level costs on onnxruntime-node with the shipped pack and patches of the demo slide. */
export async function measure(): Promise<readonly Measurement[]> {
  const pack = openDiskPack();
  const models = await nodeModels(pack);
  const side = pack.manifest.patchPixels;
  const slide = await openDiskSlide("public/demo/slide.dzi");
  const patches = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      slide.read({ x: 4096 + at * side, y: 4096, width: side, height: side }, 0.5),
    ),
  );
  const valid = patches.map(() => ({ width: side, height: side }));
  const perPatch = async (work: () => Promise<unknown>) =>
    (await medianMilliseconds(runs, work)) / patches.length;
  return [
    {
      what: "patch encoder, a patch in a batch of 8",
      value: await perPatch(() => models.patch.encodePatches(patches)),
      unit: "ms",
    },
    {
      what: "cells, a patch in a batch of 8: graph, post-processing, CCAF",
      value: await perPatch(() => models.cell.segment(patches, valid)),
      unit: "ms",
    },
    ...(await measureRegion(models, pack.manifest)),
    ...(await measureLanguage(models)),
  ];
}

async function measureRegion(models: Models, { dimensions }: Manifest): Promise<Measurement[]> {
  const tokens = filledValues(patchesARegion * dimensions.token, 1, 2, -1);
  const mask = new Float32Array(patchesARegion).fill(1);
  const rows = filledValues(patchesARegion * dimensions.patch, 2, 2, -1);
  return [
    {
      what: "region encoder, a region",
      value: await medianMilliseconds(runs, () => models.region.encodeRegion(tokens, mask)),
      unit: "ms",
    },
    {
      what: "redundancy of a region's 256 patches, closed form",
      value: await medianMilliseconds(runs, async () => findRedundancy(rows, dimensions.patch)),
      unit: "ms",
    },
  ];
}

async function measureLanguage({ llm }: Models): Promise<Measurement[]> {
  const question = "What is the diagnosis?";
  const write = (maxTokens: number) => () =>
    llm.generate(null, question, { maxTokens, temperature: 100, seed: 1 });
  const short = await medianMilliseconds(runs, write(1));
  const long = await medianMilliseconds(runs, write(101));
  return [{ what: "language model, a written token", value: (long - short) / 100, unit: "ms" }];
}
