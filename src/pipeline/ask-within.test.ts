import { expect, test } from "vitest";
import type { NamedArea } from "#core/area.ts";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { type Colour, fakeSlide } from "#test/fake-slide.ts";
import { answerQuestion } from "./answer-question.ts";
import { rememberBank, rememberSlide } from "./slide-memory.ts";

const colours: readonly Colour[] = [
  [200, 30, 30],
  [30, 200, 30],
  [30, 30, 200],
  [200, 30, 30],
];

/** One region of four patches in a row, each of 512 px; the first and the last are red. */
function setUp() {
  const source = fakeSlide(
    { width: 2048, height: 512, micronsPerPixel: 0.25 },
    (x) => colours[Math.floor(x / 512)] ?? [0, 0, 0],
  );
  const models = fakeModels();
  const slide = rememberSlide(source, models, tinyManifest);
  const pipeline = { models, manifest: tinyManifest, bank: rememberBank(models, tinyManifest) };
  const ask = (question: string, within?: NamedArea) =>
    answerQuestion(pipeline, slide, question, within === undefined ? {} : { within });
  return { models, slide, ask };
}

const box = (x: number, width: number): NamedArea => ({
  name: "Annotation 2",
  rings: [
    [
      [x, 0],
      [x + width, 0],
      [x + width, 512],
      [x, 512],
    ],
  ],
});

const columnsOf = ({ patches }: Awaited<ReturnType<ReturnType<typeof setUp>["ask"]>>) =>
  patches.map(({ rect }) => rect.x / 512).sort();

test("a question of an area is answered from the patches whose centre lies in it", async () => {
  const { ask } = setUp();
  expect(columnsOf(await ask("Is there red tissue?", box(500, 1100)))).toEqual([1, 2]);
  expect(columnsOf(await ask("Is there red tissue?", box(1700, 300)))).toEqual([3]);
});

test("the evidence is that of the whole slide's places, with cells found there", async () => {
  const { ask } = setUp();
  const { patches } = await ask("Is there blue tissue?", box(1000, 600));
  expect(patches).toMatchObject([
    { id: 1, rect: { x: 1024, y: 0, width: 512, height: 512 }, nearestKeyword: "blue" },
  ]);
  expect(patches[0]?.cells[0]?.centre).toEqual([1024 + 256, 128]);
});

test("the next question of the whole slide is not bound to the area", async () => {
  const { ask } = setUp();
  await ask("Is there red tissue?", box(1000, 600));
  expect(columnsOf(await ask("Is there red tissue?")).length).toBe(2);
});

test("the language model is not sent the area", async () => {
  const { models, ask } = setUp();
  const { generate } = models.llm;
  const fields: string[] = [];
  models.llm.generate = (visual, question, options) => {
    fields.push(...Object.keys(options ?? {}));
    return generate(visual, question, options);
  };
  await ask("Is there red tissue?", box(0, 2048));
  expect(fields).not.toContain("within");
});

test("an area without a patch is told by its name, and what to do", async () => {
  const { ask } = setUp();
  for (const area of [box(10, 100), box(9000, 4000)]) {
    await expect(ask("Is there red tissue?", area)).rejects.toMatchObject({
      kind: "area-without-tissue",
      message: "No patch of analysed tissue has its centre in Annotation 2.",
      remedy: expect.stringContaining("larger than a patch"),
    });
  }
});
