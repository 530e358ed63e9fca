import { beforeAll, describe, expect, it } from "vitest";
import { nodeModels } from "#node/node-models.ts";
import { openDiskSlide } from "#node/open-disk-slide.ts";
import { openDiskPack } from "#node/pack-on-disk.ts";
import { readTruth, type SlideTruth } from "#test/truth.ts";
import type { Answer, EvidencePatch } from "./answer.ts";
import { answerQuestion, type Pipeline } from "./answer-question.ts";
import type { VisualTokens } from "./models.ts";
import { rememberBank, rememberSlide, type SlideMemory } from "./slide-memory.ts";

/**
 * The shipped pack on two drawn slides of unseen seeds whose truths differ (issue 2): the demo
 * slide is a solid carcinoma with necrosis; the other is gland-forming, without.
 */
const QUESTIONS = [
  "What is the diagnosis?",
  "Is there tumour necrosis?",
  "What is the growth pattern?",
] as const;

interface Asked {
  readonly answer: Answer;
  readonly visual: VisualTokens | null;
}

let pipeline: Pipeline;
let visual: VisualTokens | null = null;
const demo: Asked[] = [];
const unseen: Asked[] = [];
let truths: { readonly demo: SlideTruth; readonly unseen: SlideTruth };

async function ask(slide: SlideMemory, question: string): Promise<Asked> {
  const answer = await answerQuestion(pipeline, slide, question);
  return { answer, visual };
}

beforeAll(async () => {
  const pack = openDiskPack();
  const models = await nodeModels(pack);
  const llm: typeof models.llm = {
    generate: (tokens, question, options) => {
      visual = tokens;
      return models.llm.generate(tokens, question, options);
    },
  };
  const bank = rememberBank(models, pack.manifest);
  pipeline = { models: { ...models, llm }, manifest: pack.manifest, bank };
  truths = {
    demo: readTruth("public/demo/truth"),
    unseen: readTruth("fixtures/slides/unseen_truth"),
  };
  for (const [path, into] of [
    ["public/demo/slide.dzi", demo],
    ["fixtures/slides/unseen.dzi", unseen],
  ] as const) {
    const slide = rememberSlide(await openDiskSlide(path), models, pack.manifest);
    for (const question of QUESTIONS) into.push(await ask(slide, question));
  }
}, 240_000);

function text(asked: Asked | undefined): string {
  return asked?.answer.text ?? "";
}

function cited({ answer }: Asked): EvidencePatch[] {
  const ids = new Set(answer.sentences.flatMap((s) => s.citations.map(({ id }) => id)));
  return answer.patches.filter(({ id }) => ids.has(id));
}

describe("three questions on two slides", () => {
  it("are answered rightly of the demo slide", () => {
    expect(text(demo[0])).toMatch(/solid carcinoma/);
    expect(text(demo[1])).toMatch(/^Necrosis is present/);
    expect(text(demo[2])).toMatch(/^The tumour grows in solid sheets/);
  });

  it("are answered rightly, and otherwise, of the unseen slide", () => {
    expect(text(unseen[0])).toMatch(/gland-forming carcinoma/);
    expect(text(unseen[1])).toMatch(/^No necrosis is seen/);
    expect(text(unseen[2])).toMatch(/^The tumour forms glands/);
  });

  it("are said to be about slides like those the models know", () => {
    for (const { answer } of [...demo, ...unseen]) {
      expect(answer.suitability).toMatchObject({ verdict: "suitable" });
    }
  });

  it("exchange their answers when the slides' tokens are exchanged", async () => {
    for (const [index, question] of QUESTIONS.entries()) {
      const first = (answer: string) => answer.replace(/\s*\[P\d+\]/g, "").split(". ")[0];
      const other = await pipeline.models.llm.generate(unseen[index]?.visual ?? null, question);
      expect(first(other.text)?.replace(/\.$/, "")).toBe(
        first(text(unseen[index]))?.replace(/\.$/, ""),
      );
      const own = await pipeline.models.llm.generate(demo[index]?.visual ?? null, question);
      expect(first(own.text)).not.toBe(first(other.text));
    }
  });

  it("cite patches that the filter selected, and that show what is said", () => {
    for (const [asked, tissue] of [
      [demo[0], "solid tumour"],
      [demo[1], "necrosis"],
      [demo[2], "solid tumour"],
    ] as const) {
      const patches = asked ? cited(asked) : [];
      expect(patches.length).toBeGreaterThan(0);
      const shares = patches.map(({ rect }) =>
        truths.demo.share(rect.x / 256, rect.y / 256, tissue),
      );
      const showing = shares.filter((share) => share >= 0.25);
      expect(showing.length).toBeGreaterThan(shares.length / 2);
    }
  });

  it("light cells inside each cited cellular patch, at least one of its true class", () => {
    for (const asked of [demo[0], demo[2]]) {
      for (const patch of asked ? cited(asked) : []) {
        expect(patch.cells.length).toBeGreaterThan(0);
        for (const { centre, outline } of patch.cells) {
          expect(inside(patch, centre[0], centre[1])).toBe(true);
          for (let at = 0; at < outline.length; at += 2) {
            expect(inside(patch, outline[at] ?? Number.NaN, outline[at + 1] ?? Number.NaN)).toBe(
              true,
            );
          }
        }
        expect(patch.cells.some((cell) => isTrue(truths.demo, cell))).toBe(true);
      }
    }
  });
});

function inside({ rect }: EvidencePatch, x: number, y: number): boolean {
  return x >= rect.x && y >= rect.y && x <= rect.x + rect.width && y <= rect.y + rect.height;
}

/** A true nucleus of the same class lies under the centre. */
function isTrue(truth: SlideTruth, cell: EvidencePatch["cells"][number]): boolean {
  const [x, y] = cell.centre;
  return truth.cells.some(
    (one) => one.cellClass === cell.cellClass && Math.hypot(one.x - x, one.y - y) <= one.reach,
  );
}
