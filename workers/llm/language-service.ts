import { createLanguageModel } from "#pipeline/levels/language-model.ts";
import { GRAPHS } from "#pipeline/levels/level-files.ts";
import type { LanguageService } from "#pipeline/levels/level-service.ts";
import { createTokenizer } from "#pipeline/levels/tokenizer.ts";
import { loadableLevel } from "#workers/level/load-level.ts";
import type { Runtime } from "#workers/runtime/runtime.ts";

export function createLanguageService(runtime: Runtime): LanguageService {
  const level = loadableLevel(
    {
      graphs: GRAPHS.llm,
      held: { "llm-decoder": ["present_keys", "present_values"] },
      build: ({ session, file, manifest }) =>
        createLanguageModel({
          projectors: session("projectors"),
          embedding: session("llm-embedding"),
          decoder: session("llm-decoder"),
          tokenizer: createTokenizer(file("tokenizer")),
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
