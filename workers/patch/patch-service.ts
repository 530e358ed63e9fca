import { GRAPHS } from "#pipeline/levels/level-files.ts";
import type { PatchService } from "#pipeline/levels/level-service.ts";
import { createPatchModel } from "#pipeline/levels/patch-model.ts";
import { createTokenizer } from "#pipeline/levels/tokenizer.ts";
import { loadableLevel } from "#workers/level/load-level.ts";
import type { Runtime } from "#workers/runtime/runtime.ts";

export function createPatchService(runtime: Runtime): PatchService {
  const level = loadableLevel(
    {
      graphs: GRAPHS.patch,
      build: ({ session, file, manifest }) =>
        createPatchModel({
          patchEncoder: session("patch-encoder"),
          textEncoder: session("text-encoder"),
          tokenizer: createTokenizer(file("tokenizer")),
          manifest,
        }),
    },
    runtime,
  );
  return {
    load: level.load,
    ping: level.ping,
    encodePatches: async (patches, options) => level.model().encodePatches(patches, options),
    encodeTexts: async (texts, options) => level.model().encodeTexts(texts, options),
  };
}
