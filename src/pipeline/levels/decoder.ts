import type { Manifest } from "#packs/manifest.ts";
import { float32, floatsOf, type InferenceSession } from "./session.ts";

/** Keys and values of the places read so far; one buffer for the whole context, made once. */
export interface KvCache {
  readonly rows: Float32Array; // [context, row]
  readonly row: number;
}

/** What the decoder says after the last place it was given. */
export interface Said {
  /** [vocabulary] */
  readonly logits: Float32Array;
  /** [ids]: the probability that a patch shows what is being said, by id from 1; 0 if not given. */
  readonly support: Float32Array;
}

/** One sequence on the language model's decoder: embeddings go in, logits come out. */
export interface Decoding {
  /** Adds embeddings [s, width]; throws RangeError beyond the context. */
  add(embeddings: Float32Array): Promise<Said>;
}

export function createKvCache({ llm }: Manifest): KvCache {
  const row = 2 * llm.layers * llm.kvHeads * llm.headDimension;
  return { rows: new Float32Array(llm.context * row), row };
}

/**
 * Starts an empty sequence, over whatever the cache held: one sequence at a time. `patchKeys`
 * [ids, width] are what the decoder's pointer compares with when it cites (hwsi/decoder.py).
 */
export function startDecoding(
  decoder: InferenceSession,
  { rows, row }: KvCache,
  { patchKeys, width }: { readonly patchKeys: Float32Array; readonly width: number },
): Decoding {
  const keys = float32(patchKeys, patchKeys.length / width, width);
  let length = 0;
  return {
    async add(embeddings) {
      const added = embeddings.length / width;
      if ((length + added) * row > rows.length) throw new RangeError("The context is full.");
      const outputs = await decoder.run({
        inputs_embeds: float32(embeddings, 1, added, width),
        past: float32(rows.subarray(0, length * row), length, row),
        patch_keys: keys,
      });
      rows.set(floatsOf(outputs, "present"), length * row);
      length += added;
      return { logits: floatsOf(outputs, "logits"), support: floatsOf(outputs, "support") };
    },
  };
}
