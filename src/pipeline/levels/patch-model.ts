import type { Manifest } from "#packs/manifest.ts";
import type { PatchModel } from "#pipeline/models.ts";
import { batchesOf } from "#pipeline/read-ahead.ts";
import { nextTask } from "./next-task.ts";
import { pixelsTensor } from "./pixels.ts";
import { floatsOf, type InferenceSession, int64 } from "./session.ts";
import type { TextTokenizer } from "./tokenizer.ts";

/** Texts in one run of the text encoder. */
const TEXTS_BATCH = 32;

export interface PatchLevel {
  readonly patchEncoder: InferenceSession;
  readonly textEncoder: InferenceSession;
  readonly tokenizer: TextTokenizer;
  readonly manifest: Manifest;
}

/** The contrastive patch encoder and its text encoder (paper section 3.3). */
export function createPatchModel(level: PatchLevel): PatchModel {
  const { patchEncoder, manifest } = level;
  return {
    async encodePatches(patches, { signal } = {}) {
      signal?.throwIfAborted();
      const outputs = await patchEncoder.run({
        pixels: pixelsTensor(patches, manifest.patchPixels),
      });
      return { embeddings: floatsOf(outputs, "embedding"), tokens: floatsOf(outputs, "token") };
    },
    async encodeTexts(texts, { signal } = {}) {
      const width = manifest.dimensions.patch;
      const embeddings = new Float32Array(texts.length * width); // [texts, patch]
      let done = 0;
      for (const batch of batchesOf(texts, TEXTS_BATCH)) {
        signal?.throwIfAborted();
        embeddings.set(await encodeBatch(level, batch), done * width);
        done += batch.length;
        await nextTask();
      }
      return embeddings;
    },
  };
}

/** Ids of the lower-cased texts, cut to the encoder's length and padded with id 0. */
async function encodeBatch(level: PatchLevel, texts: readonly string[]): Promise<Float32Array> {
  const length = level.manifest.textEncoder.maxTokens;
  const ids = new Int32Array(texts.length * length);
  const mask = new Int32Array(texts.length * length);
  for (const [row, text] of texts.entries()) {
    const tokens = level.tokenizer.encode(text.toLowerCase()).slice(0, length);
    ids.set(tokens, row * length);
    mask.fill(1, row * length, row * length + tokens.length);
  }
  const outputs = await level.textEncoder.run({
    input_ids: int64(ids, texts.length, length),
    attention_mask: int64(mask, texts.length, length),
  });
  return floatsOf(outputs, "embedding");
}
