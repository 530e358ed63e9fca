import type { Manifest } from "#packs/manifest.ts";
import { patchToken } from "#pipeline/generate/prompt.ts";
import { sampleToken, seededRandom } from "#pipeline/generate/sample.ts";
import type { Generated, GenerateOptions, LanguageModel, VisualTokens } from "#pipeline/models.ts";
import { type Decoding, startDecoding } from "./decoder.ts";
import { embedPrompt, embedTokens } from "./embed-prompt.ts";
import { nextTask } from "./next-task.ts";
import type { InferenceSession } from "./session.ts";
import type { TextTokenizer } from "./tokenizer.ts";

/** Answers are a few sentences; at most a quarter of the context is left for one. */
const MAX_TOKENS = 160;
/** A longer prefill in one run would keep the worker from hearing an abort. */
const PREFILL_CHUNK = 256;

export interface LanguageLevel {
  readonly projectors: InferenceSession;
  readonly embedding: InferenceSession;
  readonly decoder: InferenceSession;
  readonly tokenizer: TextTokenizer;
  readonly manifest: Manifest;
}

/** The multimodal language model (paper section 3.5). */
export function createLanguageModel(level: LanguageLevel): LanguageModel {
  return {
    async generate(visual, question, options = {}) {
      const { context } = level.manifest.llm;
      const maxTokens = Math.min(options.maxTokens ?? MAX_TOKENS, Math.floor(context / 4));
      const room = context - visualLength(visual) - maxTokens;
      const ids = questionTokens(level, question, room);
      const patchIds = level.manifest.filter.keepPerSlide;
      const text = { ids, tokenId: tokenIdOf(level), patchIds };
      const { rows, patchKeys } = await embedPrompt(level, visual, text);
      const decoding = startDecoding(level.decoder, level.manifest, patchKeys);
      try {
        const logits = await prefill(decoding, rows, level.manifest.dimensions.llm, options);
        const promptTokens = rows.length / level.manifest.dimensions.llm;
        const written = await write(level, decoding, logits, { ...options, maxTokens, visual });
        return { ...written, promptTokens };
      } finally {
        decoding.dispose();
      }
    },
  };
}

/** z_WSI, a token for each region, three for each patch. */
function visualLength(visual: VisualTokens | null): number {
  if (visual === null) return 0;
  return visual.regions.reduce((sum, region) => sum + 1 + 3 * region.patches.length, 1);
}

function tokenIdOf(level: LanguageLevel): (token: string) => number {
  return (token) => {
    const id = level.tokenizer.specials.get(token);
    if (id === undefined) throw new RangeError(`The tokenizer has no token ${token}.`);
    return id;
  };
}

/** Ids of the template around the question; a question too long for `room` is cut at its end. */
function questionTokens(level: LanguageLevel, question: string, room: number): number[] {
  let text = question.trim();
  for (;;) {
    const filled = level.manifest.llm.template.replace("{question}", () => text);
    const ids = level.tokenizer.encode(filled);
    if (ids.length <= room || text === "") return ids;
    text = text.slice(0, Math.floor(0.8 * text.length));
  }
}

/** Logits after the whole prompt [s, width]; an abort here throws, for nothing is said yet. */
async function prefill(
  decoding: Decoding,
  prompt: Float32Array,
  width: number,
  { signal }: GenerateOptions,
): Promise<Float32Array> {
  let logits = new Float32Array();
  for (let at = 0; at < prompt.length; at += PREFILL_CHUNK * width) {
    signal?.throwIfAborted();
    logits = new Float32Array(await decoding.add(prompt.slice(at, at + PREFILL_CHUNK * width)));
    await nextTask();
  }
  signal?.throwIfAborted();
  return logits;
}

interface WriteOptions extends GenerateOptions {
  readonly maxTokens: number;
  readonly visual: VisualTokens | null;
}

/** Token by token until the stop token, the length or the person; what is written is kept. */
async function write(
  level: LanguageLevel,
  decoding: Decoding,
  first: Float32Array,
  options: WriteOptions,
): Promise<Omit<Generated, "promptTokens">> {
  const { maxTokens, signal, temperature = 0, onText, onProgress } = options;
  const given = givenPatches(level.tokenizer, options.visual);
  const stop = tokenIdOf(level)(level.manifest.llm.stopToken);
  const banned = bannedTokens(level.tokenizer, [stop, ...given.keys()]);
  const random = seededRandom(options.seed ?? 0);
  const ids: number[] = [];
  const citations: { id: number; probability: number }[] = [];
  const finish = (stopped: Generated["stopped"]) => ({
    text: level.tokenizer.decode(ids),
    citations,
    newTokens: ids.length,
    stopped,
  });
  for (let logits = first; ; ) {
    const { id, probability } = sampleToken(logits, banned, temperature, random);
    if (id === stop) return finish("end");
    ids.push(id);
    const cited = given.get(id);
    if (cited !== undefined) citations.push({ id: cited, probability });
    onText?.(readableText(level.tokenizer, ids));
    onProgress?.({ stage: "answer", done: ids.length, total: maxTokens });
    await nextTask();
    if (signal?.aborted) return finish("person");
    if (ids.length >= maxTokens) return finish("length");
    logits = await decoding.add(await embedTokens(level.embedding, [id]));
  }
}

/** Token id -> patch id, for the patches the prompt holds. */
function givenPatches(tokenizer: TextTokenizer, visual: VisualTokens | null): Map<number, number> {
  const given = new Map<number, number>();
  for (const { id } of visual?.regions.flatMap((region) => region.patches) ?? []) {
    const token = tokenizer.specials.get(patchToken(id));
    if (token !== undefined) given.set(token, id);
  }
  return given;
}

/** Chat marks and the ids of patches that were not given can never be written. */
function bannedTokens(tokenizer: TextTokenizer, allowed: readonly number[]): Set<number> {
  const banned = new Set(tokenizer.specials.values());
  for (const id of allowed) banned.delete(id);
  return banned;
}

/** The text so far, without the half of a character that ends in the next token. */
function readableText(tokenizer: TextTokenizer, ids: readonly number[]): string {
  return tokenizer.decode(ids).replace(/\uFFFD+$/, "");
}
