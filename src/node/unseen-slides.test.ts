import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sayable } from "#pipeline/check-numbers.ts";
import type { AnsweredRecord } from "#pipeline/export/answer-json.ts";
import { imageOf, isTrue, type UnseenSlide, unseenSlides } from "#test/unseen-slides.ts";
import { analyse } from "./analyse.ts";
import { parseOptions } from "./options.ts";

/** Of ten slides with three questions each; constant answers make at most 17 true. */
const LEAST_TRUE = 24;

/** One slide of each kind is asked for a count. */
const COUNTED = ["glands", "solid-necrosis", "benign-glands-lymphoid", "stroma-fat"];

interface Asked {
  readonly slide: UnseenSlide;
  readonly question: string;
  readonly value: string;
  readonly answer: AnsweredRecord;
}

let out = "";
const asked: Asked[] = [];
const blind = new Map<string, AnsweredRecord>();

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "paraffin-unseen-"));
  for (const slide of unseenSlides) {
    for (const { question, value } of slide.questions) {
      asked.push({ slide, question, value, answer: await answerOf(slide, question) });
      if (!blind.has(question)) blind.set(question, await answerOf(slide, question, "--blind"));
    }
  }
}, 600_000);
afterAll(() => rm(out, { recursive: true }));

async function answerOf(slide: UnseenSlide, question: string, ...more: readonly string[]) {
  const named = ["--mpp", `${slide.micronsPerPixel}`, "--question", question, "--out", "found"];
  const options = parseOptions([imageOf(slide), ...named, ...more], out);
  if (options === null) throw new Error("the options were taken for a call for help");
  return (await analyse(options)).answer;
}

const textOf = ({ text }: AnsweredRecord): string => text ?? "";

describe("ten slides that no training saw", () => {
  test(`are answered about truly in at least ${LEAST_TRUE} of 30 questions`, () => {
    const wrong = asked
      .filter(({ question, value, answer }) => !isTrue(question, value, textOf(answer)))
      .map(({ slide, question, answer }) => `${slide.name}: ${question} ${answer.text}`);
    expect(wrong.length, wrong.join("\n")).toBeLessThanOrEqual(30 - LEAST_TRUE);
  });

  test("are answered about with citations, and every one names a patch that was kept", () => {
    const citations = asked.flatMap(({ answer }) => {
      const kept = new Set(answer.patches.map(({ patch }) => patch));
      return answer.sentences.flatMap((sentence) =>
        sentence.citations.map(({ patch, support }) => ({ isKept: kept.has(patch), support })),
      );
    });
    expect(citations.length).toBeGreaterThan(10);
    expect(citations.every(({ isKept }) => isKept)).toBe(true);
    expect(citations.every(({ support }) => support >= 0 && support <= 1)).toBe(true);
  });

  test("are counted on: the number that is read is the one that was counted", async () => {
    for (const slide of unseenSlides.filter(({ name }) => COUNTED.includes(name))) {
      const { text, patches } = await answerOf(slide, "How many lymphocytes are there?");
      const [, said] = /(\d+) lymphocytes are counted in the kept patches/.exec(text ?? "") ?? [];
      const counted = patches.reduce((sum, { cells }) => sum + (cells["inflammatory"] ?? 0), 0);
      expect([counted, sayable(counted)], `${slide.name}: ${text}`).toContain(Number(said));
    }
  }, 240_000);

  test("are not what the blind control speaks of: it cites nothing and is true less often", () => {
    const blindly = (question: string) => blind.get(question)?.text ?? "";
    for (const [question, answer] of blind) {
      expect(answer.patches).toEqual([]);
      expect(answer.sentences.flatMap(({ citations }) => citations)).toEqual([]);
      const seeing = asked.filter((one) => one.question === question);
      expect(seeing.some((one) => one.answer.text !== answer.text)).toBe(true);
    }
    const count = (text: (one: Asked) => string) =>
      asked.filter((one) => isTrue(one.question, one.value, text(one))).length;
    expect(count(({ question }) => blindly(question))).toBeLessThan(
      count(({ answer }) => textOf(answer)),
    );
  });
});
