import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { LanguageModel, VisualTokens } from "#pipeline/models.ts";
import { nodeModels, openDiskPack } from "#test/pack-on-disk.ts";
import { filledValues } from "./self-test.ts";

/** Answers of the int4 file's dequantised PyTorch twin; `training/hwsi/goldens.py` writes them. */
const goldens = JSON.parse(readFileSync("fixtures/goldens/greedy.json", "utf8")) as readonly {
  readonly question: string;
  readonly answer: string;
}[];

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
      return { id: at, patch: row(at), cell: row(at).slice(0, CELL_WIDTH) };
    }),
  }));
  return { slide: row(0), regions };
}

let llm: LanguageModel;
beforeAll(async () => {
  llm = (await nodeModels(openDiskPack())).llm;
});

describe("the int4 language model says what PyTorch says, token by token", () => {
  test.each(goldens)("$question", async ({ question, answer }) => {
    const told = await llm.generate(imaginedSlide(21), question, { maxTokens: 40 });
    expect(told.text.trim()).toBe(answer);
  });

  test("and something else when the slide is another", async () => {
    const told = await Promise.all(
      goldens.map(async ({ question }) => {
        const other = await llm.generate(imaginedSlide(22), question, { maxTokens: 40 });
        return other.text.trim();
      }),
    );
    expect(told).not.toEqual(goldens.map(({ answer }) => answer));
  });
});
