import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fakeManifest } from "#test/fake-answer.ts";
import type { Sentence } from "./answer.ts";
import type { Counted } from "./check-numbers.ts";
import { mendNumbers } from "./mend-numbers.ts";

/** Counts in the manifest's order: inflammatory, epithelial, spindle, other. */
const counted: Counted = {
  patches: [
    { id: 3, counts: [12, 40, 6, 1] },
    { id: 9, counts: [5, 1140, 0, 2] },
  ],
  cellClasses: fakeManifest.cellClasses,
  patchSquareMillimetres: 0.128 ** 2,
};

const sentence = (text: string, ...ids: readonly number[]): Sentence => ({
  text,
  citations: ids.map((id) => ({ id, support: 0.9 })),
});
const mend = (text: string, ...ids: readonly number[]) =>
  mendNumbers(sentence(text, ...ids), counted);

describe("numbers that the segmentation holds", () => {
  test.each([
    "P3 holds 12 lymphocytes in 0.016 mm2.",
    "P3 holds 59 cells.",
    "P3 holds 59 nuclei in 0.02 mm².",
    "P3 holds 12 inflammatory cells, 40 epithelial cells and 6 spindle cells.",
    "P9 holds no spindle cells.",
    "There are 12 lymphocytes in P3.",
    "17 lymphocytes are counted in the kept patches, in 0.03 mm2.",
    "17 lymphocytes are counted.",
    "P3 shows solid tumour and P9 necrosis, P3 holds 12 lymphocytes and P9 5.",
    "P3 holds 40 epithelial cells and P9 1100, so P9 holds more.",
    "P3 holds more lymphocytes than P9 (12 against 5).",
    "P9 holds fewer lymphocytes than P3.",
    "P3 holds 732 lymphocytes per mm2.",
    "About 1200 cells are counted in the kept patches.",
    "1206 cells are counted in the kept patches.",
    "1,200 cells are counted in the kept patches.",
  ])("stay: %s", (text) => {
    expect(mend(text)).toEqual({ ...sentence(text), isCounted: true });
  });

  test("without a patch's name are about the one patch that is cited", () => {
    expect(mend("5 lymphocytes lie here.", 9).isCounted).toBe(true);
    expect(mend("17 lymphocytes lie here.", 9, 3).isCounted).toBe(true);
  });
});

describe("numbers that it does not hold", () => {
  test.each([
    ["P3 holds 13 lymphocytes.", "P3 holds 12 lymphocytes.", 13, 12, "lymphocytes in P3"],
    ["P3 holds no lymphocytes.", "P3 holds 12 lymphocytes.", 0, 12, "lymphocytes in P3"],
    [
      "P9 holds 5 lymphocytes and P3 5.",
      "P9 holds 5 lymphocytes and P3 12.",
      ...([5, 12, "lymphocytes in P3"] as const),
    ],
    [
      "About 1400 lymphocytes are counted in the kept patches.",
      "17 lymphocytes are counted in the kept patches.",
      ...([1400, 17, "lymphocytes in the kept patches"] as const),
    ],
    [
      "P3 holds 12 lymphocytes in 0.05 mm2.",
      "P3 holds 12 lymphocytes in 0.016 mm2.",
      ...([0.05, 0.016, "mm2 in P3"] as const),
    ],
    [
      "17 lymphocytes are counted in the kept patches, in 0.52 mm2.",
      "17 lymphocytes are counted in the kept patches, in 0.03 mm2.",
      ...([0.52, 0.03, "mm2 in the kept patches"] as const),
    ],
    [
      "P3 holds 12 lymphocytes per mm2.",
      "P3 holds 732 lymphocytes per mm2.",
      ...([12, 732, "lymphocytes per mm2 in P3"] as const),
    ],
  ])("are put right: %s", (text, right, said, number, what) => {
    const numbers = [{ said, counted: number, what }];
    expect(mend(text)).toEqual({ ...sentence(right), numbers });
  });

  test("of a patch that was not kept are taken out", () => {
    expect(mend("P7 holds 12 lymphocytes in 0.016 mm2.")).toMatchObject({
      text: "P7 is not among the kept patches, so nothing was counted there.",
      numbers: [
        { said: 12, counted: null, what: "lymphocytes in P7" },
        { said: 0.016, counted: null, what: "mm2 in P7" },
      ],
    });
  });

  test.each([
    [
      "P9 holds more lymphocytes than P3 (5 against 12).",
      "P9 holds fewer lymphocytes than P3 (5 against 12).",
    ],
    ["P3 holds fewer lymphocytes than P9.", "P3 holds more lymphocytes than P9."],
    ["P3 holds more cells than P3.", "P3 holds as many cells as P3."],
    [
      "P3 holds 11 lymphocytes and P9 30, so P9 holds more.",
      "P3 holds 12 lymphocytes and P9 5, so P3 holds more.",
    ],
    [
      "P3 holds 12 lymphocytes and P9 5, so P9 holds more.",
      "P3 holds 12 lymphocytes and P9 5, so P3 holds more.",
    ],
  ])("and comparisons are turned round: %s", (text, right) => {
    expect(mend(text).text).toBe(right);
  });

  test("a comparison that was turned round tells both counts, said or not", () => {
    expect(mend("P3 holds 11 lymphocytes and P9 5, so P9 holds more.").numbers).toEqual([
      { said: 11, counted: 12, what: "lymphocytes in P3" },
      { said: null, counted: 5, what: "lymphocytes in P9" },
    ]);
  });

  test("what was put right is right", () => {
    const once = mend("P9 holds 3 cells and P3 4000, so P3 holds more, in 1.00 mm2.");
    expect(mendNumbers(sentence(once.text), counted)).toMatchObject({
      text: once.text,
      isCounted: true,
    });
  });
});

test.each([
  "The slide shows a solid carcinoma.",
  "P3 shows necrosis beside fibrous stroma.",
  "2 mitoses are present.",
  "The tumour measures 12 mm2.",
  "No lymphocytes are seen.",
  "Answer: B.",
])("what counts no cells is left alone: %s", (text) => {
  expect(mend(text)).toEqual(sentence(text));
});

test("no kept patches count nothing on no area", () => {
  const none = { ...counted, patches: [] };
  const { text } = mendNumbers(sentence("12 cells are counted, in 0.02 mm2."), none);
  expect(text).toBe("0 cells are counted, in 0.00 mm2.");
});

interface Golden {
  readonly counts: Readonly<Record<string, readonly number[]>>;
  readonly sentences: readonly { readonly said: string; readonly shown: string }[];
}

describe("what the evaluation takes for the page's numbers", () => {
  const golden: Golden = JSON.parse(readFileSync("fixtures/goldens/counted.json", "utf8"));
  const patches = Object.entries(golden.counts).map(([id, counts]) => ({ id: Number(id), counts }));
  const plain = (text: string) => text.replaceAll(/[[\]]/g, "").split(/(?<=\.) /);

  test.each(golden.sentences)("are the page's: $said", ({ said, shown }) => {
    const mended = plain(said).map((text) => mendNumbers(sentence(text), { ...counted, patches }));
    expect(mended.map(({ text }) => text)).toEqual(plain(shown));
  });
});
