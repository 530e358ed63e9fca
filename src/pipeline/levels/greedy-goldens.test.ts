import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openNodeSession } from "#node/node-runtime.ts";
import { openDiskPack } from "#node/pack-on-disk.ts";
import { promptSlots } from "#pipeline/generate/prompt.ts";
import type { PromptSlot } from "#pipeline/generate/prompt-slot.ts";
import type { LanguageModel, VisualTokens } from "#pipeline/models.ts";
import { createLanguageModel, promptWords } from "./language-model.ts";
import { filledValues } from "./self-test.ts";
import { floatsOf, type InferenceSession } from "./session.ts";
import { createTokenizer } from "./tokenizer.ts";

/** Answers of the int4 file's dequantised PyTorch twin; `training/hwsi/goldens.py` writes them. */
const goldens = JSON.parse(readFileSync("fixtures/goldens/greedy.json", "utf8")) as readonly {
  readonly question: string;
  readonly answer: string;
}[];

/** What each place of the imagined slide's prompt holds, and what the patches count. */
const prompt = JSON.parse(readFileSync("fixtures/goldens/prompt.json", "utf8")) as {
  readonly counts: readonly (readonly number[])[];
  readonly question: string;
  readonly places: readonly PromptSlot[];
};

const WIDTH = 192;
const CELL_WIDTH = 128;
const REGIONS = 2;
const PATCHES = 3;

/** The same imagined slide as in Python: rows of one filled matrix. */
function imaginedSlide(seed: number): VisualTokens {
  const features = filledValues(16 * WIDTH, seed, 2, -1);
  const row = (index: number) => features.slice(index * WIDTH, (index + 1) * WIDTH);
  const regions = Array.from({ length: REGIONS }, (_, region) => ({
    embedding: row(1 + region),
    patches: Array.from({ length: PATCHES }, (_, patch) => {
      const at = 3 + region * PATCHES + patch;
      const counts = prompt.counts[region * PATCHES + patch] ?? [];
      return { id: at, patch: row(at), cell: row(at).slice(0, CELL_WIDTH), counts };
    }),
  }));
  return { slide: row(0), regions };
}

/** The table of words with every seventh number moved by half the largest. */
function withWrongWeights(session: InferenceSession): InferenceSession {
  return {
    ...session,
    async run(feeds) {
      const outputs = await session.run(feeds);
      const table = floatsOf(outputs, "embeddings");
      const step = 0.5 * table.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      for (let at = 0; at < table.length; at += 7) table[at] = (table[at] ?? 0) + step;
      return outputs;
    },
  };
}

const pack = openDiskPack();
const tokenizer = createTokenizer(pack.read("llm-tokenizer"));

async function languageModel(
  change: (session: InferenceSession) => InferenceSession = (session) => session,
): Promise<LanguageModel> {
  return createLanguageModel({
    projectors: await openNodeSession(pack.read("projectors")),
    embedding: change(await openNodeSession(pack.read("llm-embedding"))),
    decoder: await openNodeSession(pack.read("llm-decoder")),
    tokenizer: tokenizer,
    manifest: pack.manifest,
  });
}

async function answers(llm: LanguageModel): Promise<string[]> {
  const told: string[] = [];
  for (const { question } of goldens) {
    told.push((await llm.generate(imaginedSlide(21), question, { maxTokens: 40 })).text.trim());
  }
  return told;
}

test("the prompt holds what Python puts in it, place by place", () => {
  const words = promptWords(tokenizer, pack.manifest);
  const { template } = pack.manifest.llm;
  const asked = tokenizer.encode(template.replace("{question}", prompt.question));
  expect(promptSlots(imaginedSlide(21), asked, words)).toEqual(prompt.places);
});

describe("the int4 language model says what PyTorch says, token by token", () => {
  test("to every question", async () => {
    expect(await answers(await languageModel())).toEqual(goldens.map(({ answer }) => answer));
  });

  test("and a perturbed weight is heard", async () => {
    const told = await answers(await languageModel(withWrongWeights));
    expect(told).not.toEqual(goldens.map(({ answer }) => answer));
  });
});
