import type { Manifest } from "#packs/manifest.ts";
import {
  float32,
  floatsOf,
  type HeldTensor,
  heldOf,
  type InferenceSession,
  type Tensor,
} from "./session.ts";

/** One sequence on the language model's decoder: embeddings go in, logits come out. */
export interface Decoding {
  /** Adds embeddings [s, width]; resolves to the logits [vocabulary] of the last of them. */
  add(embeddings: Float32Array): Promise<Float32Array>;
  /** Frees the KV cache. */
  dispose(): void;
}

/**
 * Starts an empty sequence. Its KV cache stays in the runtime between the runs. `patchKeys`
 * [ids, width] are what the decoder's pointer compares with when it cites (hwsi/decoder.py).
 */
export function startDecoding(
  decoder: InferenceSession,
  manifest: Manifest,
  patchKeys: Float32Array,
): Decoding {
  const { layers, kvHeads, headDimension } = manifest.llm;
  const width = manifest.dimensions.llm;
  const empty = float32(new Float32Array(0), layers, kvHeads, 0, headDimension);
  const patches = float32(patchKeys, patchKeys.length / width, width);
  let keys: Tensor | HeldTensor = empty;
  let values: Tensor | HeldTensor = empty;
  const free = (): void => {
    for (const cache of [keys, values]) if (cache.type === "held") cache.dispose();
  };
  return {
    async add(embeddings) {
      const outputs = await decoder.run(
        {
          inputs_embeds: float32(embeddings, 1, embeddings.length / width, width),
          past_keys: keys,
          past_values: values,
          patch_keys: patches,
        },
        ["present_keys", "present_values"],
      );
      free();
      keys = heldOf(outputs, "present_keys");
      values = heldOf(outputs, "present_values");
      return floatsOf(outputs, "logits");
    },
    dispose() {
      free();
      keys = empty;
      values = empty;
    },
  };
}
