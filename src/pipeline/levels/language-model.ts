import { oneAtATime } from "#core/one-at-a-time.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { PromptWords } from "#pipeline/generate/count-rows.ts";
import { promptSlots } from "#pipeline/generate/prompt.ts";
import { numberToken, patchToken } from "#pipeline/generate/prompt-slot.ts";
import { likeliestToken, sampleToken, seededRandom } from "#pipeline/generate/sample.ts";
import { writingRule } from "#pipeline/generate/writing-rule.ts";
import type { Generated, GenerateOptions, LanguageModel, VisualTokens } from "#pipeline/models.ts";
import { createKvCache, type Decoding, type Said, startDecoding } from "./decoder.ts";
import { embedPrompt, embedTokens } from "./embed-prompt.ts";
import { nextTask } from "./next-task.ts";
import type { InferenceSession } from "./session.ts";
import type { TextTokenizer } from "./tokenizer.ts";

/** Answers are a few sentences; at most a quarter of the context is left for one. */
const MAX_TOKENS = 160;
/** A longer prefill in one run would keep the worker from hearing an abort. */
const PREFILL_CHUNK = 256;
/** Numbers that are one token each, and the largest (`training/hwsi/tokenizer.py`). */
const NUMBERS = 1090;
const LARGEST_NUMBER = 9900;

export interface LanguageLevel {
  readonly projectors: InferenceSession;
  readonly embedding: InferenceSession;
  readonly decoder: InferenceSession;
  readonly tokenizer: TextTokenizer;
  readonly manifest: Manifest;
}

/** The multimodal language model (paper section 3.5); it writes one answer after another. */
export function createLanguageModel(level: LanguageLevel): LanguageModel {
  const lock = oneAtATime();
  const cache = createKvCache(level.manifest);
  const words = promptWords(level.tokenizer, level.manifest);
  return {
    generate: (visual, question, options = {}) =>
      lock(async () => {
        const { llm, filter, dimensions } = level.manifest;
        const width = dimensions.llm;
        const maxTokens = Math.min(options.maxTokens ?? MAX_TOKENS, Math.floor(llm.context / 4));
        const slotsOf = (ids: readonly number[]) => promptSlots(visual, ids, words);
        const ids = questionTokens(
          level,
          question,
          (tokens) => slotsOf(tokens).length <= llm.context - maxTokens,
        );
        const prompt = { ...llm, slots: slotsOf(ids), words, patchIds: filter.keepPerSlide };
        const { rows, patchKeys } = await embedPrompt(level, visual, prompt);
        const decoding = startDecoding(level.decoder, cache, { patchKeys, width });
        const said = await prefill(decoding, rows, width, options);
        const asked = { ...options, maxTokens, visual, ids };
        const written = await write(level, decoding, said, asked);
        return { ...written, promptTokens: rows.length / width };
      }),
  };
}

/** How the pack's tokenizer says what stands in a prompt. */
export function promptWords(tokenizer: TextTokenizer, manifest: Manifest): PromptWords {
  const { llm, cellClasses, patchPixels, micronsPerPixel } = manifest;
  return {
    ...llm,
    cellClasses,
    tokenId: (text) => tokenIdOf(tokenizer, text),
    encode: (text) => tokenizer.encode(text),
    textOf: (id) => tokenizer.decode([id]),
    patchSquareMillimetres: ((patchPixels * micronsPerPixel) / 1000) ** 2,
  };
}

/** The id of a text that is one token. */
function tokenIdOf(tokenizer: TextTokenizer, text: string): number {
  const [id, ...more] = tokenizer.encode(text);
  if (id !== undefined && more.length === 0) return id;
  throw new RangeError(`The tokenizer has no single token for "${text}".`);
}

/** Ids of the template around the question; a question that does not fit is cut at its end. */
function questionTokens(
  level: LanguageLevel,
  question: string,
  fits: (ids: readonly number[]) => boolean,
): number[] {
  let text = question.trim();
  for (;;) {
    const filled = level.manifest.llm.template.replace("{question}", () => text);
    const ids = level.tokenizer.encode(filled);
    if (text === "" || fits(ids)) return ids;
    text = text.slice(0, Math.floor(0.8 * text.length));
  }
}

/** What is said after the whole prompt [s, width]; an abort here throws, for nothing is said yet. */
async function prefill(
  decoding: Decoding,
  prompt: Float32Array,
  width: number,
  { signal }: GenerateOptions,
): Promise<Said> {
  const chunk = PREFILL_CHUNK * width;
  for (let at = 0; ; at += chunk) {
    signal?.throwIfAborted();
    const said = await decoding.add(prompt.subarray(at, at + chunk));
    await nextTask();
    signal?.throwIfAborted();
    if (at + chunk >= prompt.length) return said;
  }
}

interface WriteOptions extends GenerateOptions {
  readonly maxTokens: number;
  readonly visual: VisualTokens | null;
  /** Tokens of the question. */
  readonly ids: readonly number[];
}

/** Token by token until the stop token, the length or the person; what is written is kept. */
async function write(
  level: LanguageLevel,
  decoding: Decoding,
  first: Said,
  options: WriteOptions,
): Promise<Omit<Generated, "promptTokens">> {
  const { maxTokens, signal, temperature = 0, onText, onProgress } = options;
  const { tokenizer } = level;
  const stop = tokenIdOf(tokenizer, level.manifest.llm.stopToken);
  const given = givenPatches(tokenizer, options.visual);
  const rule = writingRule(tokenizer.specials.values(), {
    stop,
    given: new Set(given.keys()),
    named: [...new Set(options.ids)].filter((id) => given.has(id)),
    isSpace: (id) => tokenizer.decode([id]) === " ",
  });
  const firstNumber = firstNumberOf(tokenizer);
  const random = seededRandom(options.seed ?? 0);
  const ids: number[] = [];
  const citations: { id: number; support: number }[] = [];
  const finish = (stopped: Generated["stopped"]) => ({
    text: tokenizer.decode(ids),
    citations,
    newTokens: ids.length,
    stopped,
  });
  for (let said = first; ; ) {
    const logits = rule.share(said.logits);
    const id =
      temperature === 0
        ? likeliestToken(logits, rule.banned, firstNumber)
        : sampleToken(logits, rule.banned, temperature, random);
    if (id === stop) return finish("end");
    ids.push(id);
    const cited = given.get(id);
    if (cited !== undefined) citations.push({ id: cited, support: said.support[cited - 1] ?? 0 });
    rule.written(id);
    onText?.(readableText(tokenizer, ids));
    onProgress?.({ stage: "answer", done: ids.length, total: maxTokens });
    await nextTask();
    if (signal?.aborted) return finish("person");
    if (ids.length >= maxTokens) return finish("length");
    said = await decoding.add(await embedTokens(level.embedding, [id]));
  }
}

/** Where a tokenizer has the numbers as its last tokens, the first of them; else no token's id. */
function firstNumberOf(tokenizer: TextTokenizer): number {
  const [zero = Number.MAX_SAFE_INTEGER, ...more] = tokenizer.encode(numberToken(0));
  const [last, ...others] = tokenizer.encode(numberToken(LARGEST_NUMBER));
  const isEach = more.length + others.length === 0 && last === zero + NUMBERS - 1;
  return isEach ? zero : Number.MAX_SAFE_INTEGER;
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

/** The text so far, without the half of a character that ends in the next token. */
function readableText(tokenizer: TextTokenizer, ids: readonly number[]): string {
  return tokenizer.decode(ids).replace(/\uFFFD+$/, "");
}
