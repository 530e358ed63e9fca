import { expect, test } from "vitest";
import type { Answer } from "#pipeline/answer.ts";
import { fakeManifest, fakePatch } from "#test/fake-answer.ts";
import { answerRecord } from "./answer-json.ts";

const { cellClasses } = fakeManifest;
const settings = {
  temperature: 0,
  seed: 0,
  blind: false,
  pack: { name: "Fake pack", version: "0.0.1", sha256: "0".repeat(64) },
};

const miscount = { said: 3, counted: 2, what: "lymphocytes in P2" };

const answer: Answer = {
  question: "Is there tumour?",
  text: "Tumour is present. So it is.",
  sentences: [
    { text: "Tumour is present.", citations: [{ id: 2, support: 0.75 }] },
    { text: "So it is.", citations: [] },
    { text: "P2 holds 3 lymphocytes.", citations: [], numbers: [miscount] },
  ],
  patches: [fakePatch(1, 0, 0, 0.5), fakePatch(2, 256, 512, 0.25)],
  entities: ["tumour"],
  suitability: null,
  stopped: "end",
  firstWordMs: 1,
  totalMs: 2,
};

test("a citation names its patch and where that lies; a wrong number what was counted", () => {
  const { sentences, text } = answerRecord(answer, cellClasses, settings);
  expect(text).toBe("Tumour is present. So it is.");
  expect(sentences).toEqual([
    {
      text: "Tumour is present.",
      citations: [
        { patch: "P2", support: 0.75, rect: { x: 256, y: 512, width: 256, height: 256 } },
      ],
      numbers: [],
    },
    { text: "So it is.", citations: [], numbers: [] },
    { text: "P2 holds 3 lymphocytes.", citations: [], numbers: [miscount] },
  ]);
});

test("the patches stand with their cells by the names of the classes", () => {
  const { patches } = answerRecord(answer, cellClasses, settings);
  expect(patches[1]).toMatchObject({
    patch: "P2",
    relevance: 0.25,
    cells: { inflammatory: 2, epithelial: 1, spindle: 0, other: 0 },
  });
});

test("the settings are enough to ask again", () => {
  expect(answerRecord(answer, cellClasses, settings).settings).toEqual({
    question: "Is there tumour?",
    entities: ["tumour"],
    decoding: "greedy",
    ...settings,
  });
  const warm = answerRecord(answer, cellClasses, { ...settings, temperature: 0.7 });
  expect(warm.settings.decoding).toBe("sampled");
});

test("without a question the record has the same fields, and they are empty", () => {
  const none = answerRecord(null, cellClasses, settings);
  expect(Object.keys(none)).toEqual(Object.keys(answerRecord(answer, cellClasses, settings)));
  expect(none).toMatchObject({ question: null, text: null, sentences: [], patches: [] });
});
