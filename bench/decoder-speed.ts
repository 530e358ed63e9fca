import type { Manifest } from "#packs/manifest.ts";
import { createKvCache, type Decoding, startDecoding } from "#pipeline/levels/decoder.ts";
import { filledValues } from "#pipeline/levels/self-test.ts";
import type { InferenceSession } from "#pipeline/levels/session.ts";

/** Tokens of a prompt, and of the context in which tokens are written. */
const PROMPT = 512;
/** As many at once as the language model reads. */
const CHUNK = 256;
const WRITTEN = 48;
const RUNS = 5;

export interface DecoderSpeed {
  /** Milliseconds to read a prompt of 512 tokens. */
  readonly prefill: number;
  /** Tokens written in a second behind it. */
  readonly tokensPerSecond: number;
}

/** Medians of several prompts, after one that is not counted. */
export async function decoderSpeed(
  decoder: InferenceSession,
  manifest: Manifest,
): Promise<DecoderSpeed> {
  const width = manifest.dimensions.llm;
  const cache = createKvCache(manifest);
  const patchKeys = filledValues(manifest.filter.keepPerSlide * width, 1, 2, -1);
  const prefills: number[] = [];
  const tokens: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const decoding = startDecoding(decoder, cache, { patchKeys, width });
    const prefill = await timed(() => read(decoding, width));
    const token = filledValues(width, 2, 0.2, -0.1);
    for (let at = 0; at < WRITTEN; at += 1) {
      const spent = await timed(() => decoding.add(token));
      if (run > 0) tokens.push(spent);
    }
    if (run > 0) prefills.push(prefill);
  }
  return { prefill: median(prefills), tokensPerSecond: 1000 / median(tokens) };
}

async function read(decoding: Decoding, width: number): Promise<void> {
  for (let at = 0; at < PROMPT; at += CHUNK) {
    await decoding.add(filledValues(CHUNK * width, at + 3, 0.2, -0.1));
  }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
