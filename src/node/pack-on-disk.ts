import { existsSync, readFileSync } from "node:fs";
import type { Manifest, PackFileName } from "#packs/manifest.ts";
import { parseManifest } from "#packs/parse-manifest.ts";
import { createCellModel } from "#pipeline/levels/cell-model.ts";
import { createLanguageModel } from "#pipeline/levels/language-model.ts";
import { createPatchModel } from "#pipeline/levels/patch-model.ts";
import { createRegionModel } from "#pipeline/levels/region-model.ts";
import { createSlideModel } from "#pipeline/levels/slide-model.ts";
import { createTokenizer } from "#pipeline/levels/tokenizer.ts";
import type { Models } from "#pipeline/models.ts";
import { openNodeSession } from "./node-runtime.ts";

/** A pack read from a folder; the one that the app ships unless said. */
export interface DiskPack {
  readonly manifest: Manifest;
  read(name: PackFileName): ArrayBuffer;
}

const SHIPPED = "public/pack";

export function openDiskPack(folder: string = SHIPPED): DiskPack {
  const manifest = parseManifest(readFileSync(`${folder}/manifest.json`, "utf8"), folder);
  return {
    manifest,
    read: (name) => {
      const { buffer, byteOffset, byteLength } = readFileSync(
        `${folder}/${manifest.files[name].path}`,
      );
      return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
    },
  };
}

export function hasDiskPack(folder: string = SHIPPED): boolean {
  return existsSync(`${folder}/manifest.json`);
}

/** Every level over onnxruntime-node: the workers' own model code without a browser. */
export async function nodeModels({ manifest, read }: DiskPack): Promise<Models> {
  const session = (name: PackFileName) => openNodeSession(read(name));
  const tokenizer = createTokenizer(read("tokenizer"));
  return {
    patch: createPatchModel({
      patchEncoder: await session("patch-encoder"),
      textEncoder: await session("text-encoder"),
      tokenizer,
      manifest,
    }),
    cell: createCellModel({
      segmenter: await session("cell-segmenter"),
      ccaf: await session("ccaf"),
      manifest,
    }),
    region: createRegionModel(await session("region-encoder")),
    slide: createSlideModel(await session("slide-encoder")),
    llm: createLanguageModel({
      projectors: await session("projectors"),
      embedding: await session("llm-embedding"),
      decoder: await session("llm-decoder"),
      tokenizer,
      manifest,
    }),
  };
}
