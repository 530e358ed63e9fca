import { expandWeights } from "#pipeline/levels/expand-weights.ts";
import { createLanguageModel } from "#pipeline/levels/language-model.ts";
import { GRAPHS } from "#pipeline/levels/level-files.ts";
import type { LanguageService } from "#pipeline/levels/level-service.ts";
import { createTokenizer } from "#pipeline/levels/tokenizer.ts";
import { type LevelFiles, loadableLevel } from "#workers/level/load-level.ts";
import type { Graph, Runtime } from "#workers/runtime/runtime.ts";

export function createLanguageService(runtime: Runtime): LanguageService {
  const level = loadableLevel(
    {
      graphs: GRAPHS.llm,
      onWasm: { "llm-decoder": wideDecoder },
      build: ({ session, file, manifest }) =>
        createLanguageModel({
          projectors: session("projectors"),
          embedding: session("llm-embedding"),
          decoder: session("llm-decoder"),
          tokenizer: createTokenizer(file("llm-tokenizer")),
          manifest,
        }),
    },
    runtime,
  );
  return {
    load: level.load,
    ping: level.ping,
    generate: async (visual, question, options) =>
      level.model().generate(visual, question, options),
  };
}

/**
 * int4 is for the download and for GPUs: on WASM the decoder writes several times faster with plain
 * float32 products, so its weights are expanded, to the very numbers they have as int4.
 */
function wideDecoder({ file, manifest: { llm } }: LevelFiles): Graph {
  const bytes = expandWeights(file("llm-decoder"), llm.wide);
  return { bytes: file("llm-decoder-wide"), weights: { name: llm.wide.weights, bytes } };
}
