import { ParaffinError } from "#core/errors.ts";
import type { LongOptions } from "#core/progress.ts";
import type { PackFileName } from "#packs/manifest.ts";
import { parseSuitability } from "#packs/parse-suitability.ts";
import { createCellModel } from "#pipeline/levels/cell-model.ts";
import { createLanguageModel } from "#pipeline/levels/language-model.ts";
import { GRAPHS } from "#pipeline/levels/level-files.ts";
import { createPatchModel } from "#pipeline/levels/patch-model.ts";
import { createRegionModel } from "#pipeline/levels/region-model.ts";
import { parseSelfTest, selfTestError } from "#pipeline/levels/self-test.ts";
import type { InferenceSession } from "#pipeline/levels/session.ts";
import { createSlideModel } from "#pipeline/levels/slide-model.ts";
import { createTokenizer } from "#pipeline/levels/tokenizer.ts";
import type { Models } from "#pipeline/models.ts";
import { openNodeSession } from "./node-runtime.ts";
import type { DiskPack } from "./pack-on-disk.ts";

/**
 * Every level over onnxruntime-node: the workers' own model code without a browser, each graph held
 * against its known answers before it is used. Throws `model-wrong`.
 */
export async function nodeModels(
  { manifest, read }: DiskPack,
  { signal, onProgress }: LongOptions = {},
): Promise<Models> {
  const tests = parseSelfTest(read("self-test"));
  const total = Object.values(GRAPHS).flat().length;
  let done = 0;
  const open = async (name: PackFileName): Promise<InferenceSession> => {
    signal?.throwIfAborted();
    onProgress?.({ stage: "models", done, total });
    const session = await openNodeSession(read(name));
    const test = tests.get(name);
    const error = test ? await selfTestError(session, test) : Number.POSITIVE_INFINITY;
    if (!test || error > test.tolerance) throw wrongModel(name, error);
    done += 1;
    onProgress?.({ stage: "models", done, total });
    return session;
  };
  return {
    patch: createPatchModel({
      patchEncoder: await open("patch-encoder"),
      textEncoder: await open("text-encoder"),
      tokenizer: createTokenizer(read("tokenizer")),
      manifest,
    }),
    cell: createCellModel({
      segmenter: await open("cell-segmenter"),
      ccaf: await open("ccaf"),
      manifest,
    }),
    region: createRegionModel(await open("region-encoder")),
    slide: createSlideModel(await open("slide-encoder")),
    llm: createLanguageModel({
      projectors: await open("projectors"),
      embedding: await open("llm-embedding"),
      decoder: await open("llm-decoder"),
      tokenizer: createTokenizer(read("llm-tokenizer")),
      manifest,
    }),
    ...(manifest.files.suitability ? { suitability: parseSuitability(read("suitability")) } : {}),
  };
}

function wrongModel(name: string, error: number): ParaffinError {
  return new ParaffinError(
    "model-wrong",
    `The ${name} does not give its known answers here: relative error ${error.toPrecision(2)}.`,
    "Export the pack again, or use another one; on another computer it may be right.",
  );
}
