import { describe, expect, test } from "vitest";
import { groundAnswer, readableText } from "./ground.ts";

const given = new Set([1, 3, 9]);
type Pairs = readonly (readonly [id: number, support: number])[];
const written = (...pairs: Pairs) => pairs.map(([id, support]) => ({ id, support }));
const cited = (...pairs: Pairs) => pairs.map(([id, support]) => ({ id, support }));

describe("grounding", () => {
  test("marks move out of the text into citations with the support of their patch", () => {
    const text = "Tumour is present [P3] [P9]. It is a solid carcinoma.";
    const { sentences } = groundAnswer({ text, citations: written([3, 0.9], [9, 0.6]) }, given);
    expect(sentences).toEqual([
      { text: "Tumour is present.", citations: cited([3, 0.9], [9, 0.6]) },
      { text: "It is a solid carcinoma.", citations: [] },
    ]);
  });

  test("of what a sentence cites only what has support stays, else the strongest", () => {
    const text = "Necrosis is present [P1] [P3] [P9]. Fat is present [P1] [P3].";
    const citations = written([1, 0.2], [3, 0.8], [9, 0.4], [1, 0.1], [3, 0.3]);
    expect(groundAnswer({ text, citations }, given).sentences).toEqual([
      { text: "Necrosis is present.", citations: cited([3, 0.8]) },
      { text: "Fat is present.", citations: cited([3, 0.3]) },
    ]);
  });

  test("patches that a question named stay cited, whatever they show", () => {
    const text = "[P3] shows stroma and [P9] necrosis.";
    const citations = written([3, 0.2], [9, 0.7]);
    const [sentence] = groundAnswer({ text, citations }, given).sentences;
    expect(sentence?.citations).toEqual(cited([3, 0.2], [9, 0.7]));
  });

  test("marks after the stop belong to the sentence before them", () => {
    const text = "Necrosis is present. [P1] [P3] No fat is seen.";
    const { sentences } = groundAnswer({ text, citations: written([1, 0.5], [3, 0.6]) }, given);
    expect(sentences.map((sentence) => sentence.citations.map(({ id }) => id))).toEqual([
      [1, 3],
      [],
    ]);
    expect(sentences[0]?.text).toBe("Necrosis is present.");
  });

  test("a mark that is the subject stays as a name", () => {
    const text = "It is solid. [P3] shows necrosis beside stroma.";
    const { sentences } = groundAnswer({ text, citations: written([3, 1]) }, given);
    expect(sentences).toEqual([
      { text: "It is solid.", citations: [] },
      { text: "P3 shows necrosis beside stroma.", citations: cited([3, 1]) },
    ]);
  });

  test.each([
    ["[P3] shows stroma and [P9] necrosis.", "P3 shows stroma and P9 necrosis."],
    [
      "[P3] holds 12 cells and [P9] 5, so [P3] holds more.",
      "P3 holds 12 cells and P9 5, so P3 holds more.",
    ],
    [
      "[P3] holds more cells than [P9] (12 against 5).",
      "P3 holds more cells than P9 (12 against 5).",
    ],
    ["There are 12 lymphocytes in [P3].", "There are 12 lymphocytes in P3."],
    [
      "Carcinoma [P3] with marked atypia [P9] and necrosis [P1].",
      "Carcinoma with marked atypia and necrosis.",
    ],
  ])("names stay and citations go in %s", (text, read) => {
    expect(groundAnswer({ text, citations: [] }, given).text).toBe(read);
    expect(readableText(text)).toBe(read);
  });

  test("an id that was not given is dropped and told", () => {
    const text = "Stroma is present [P7] [P1].";
    const grounded = groundAnswer({ text, citations: written([7, 0.8], [1, 0.7]) }, given);
    expect(grounded.sentences[0]?.citations).toEqual(cited([1, 0.7]));
    expect(grounded.unknownIds).toEqual([7]);
    expect(grounded.text).toBe("Stroma is present.");
  });

  test("a mark spelt letter by letter has no support and is dropped", () => {
    const text = "Stroma [P3] and fat [P1].";
    const grounded = groundAnswer({ text, citations: written([1, 0.7]) }, given);
    expect(grounded.sentences[0]?.citations).toEqual(cited([1, 0.7]));
    expect(grounded.unknownIds).toEqual([3]);
  });

  test("a patch cited twice in a sentence is one citation with the surer support", () => {
    const text = "Glands [P3] and more glands [P3].";
    const { sentences } = groundAnswer({ text, citations: written([3, 0.4], [3, 0.8]) }, given);
    expect(sentences[0]?.citations).toEqual(cited([3, 0.8]));
  });

  test("numbers with a point and stops before lower case do not end a sentence", () => {
    const text = "The nuclei measure 7.5 um, e.g. in the centre! All are alike.";
    const { sentences } = groundAnswer({ text, citations: [] }, given);
    expect(sentences.map((sentence) => sentence.text)).toEqual([
      "The nuclei measure 7.5 um, e.g. in the centre!",
      "All are alike.",
    ]);
  });

  test("an answer cut short keeps its last words as a sentence", () => {
    const { text } = groundAnswer({ text: "Tumour is present. It gro", citations: [] }, given);
    expect(text).toBe("Tumour is present. It gro");
  });

  test("no words, no sentences", () => {
    expect(groundAnswer({ text: "  ", citations: [] }, given).sentences).toEqual([]);
  });
});

test("text on its way reads like the answer it becomes", () => {
  expect(readableText("Tumour is present [P3] [P9]. [P3] shows")).toBe(
    "Tumour is present. P3 shows",
  );
  expect(readableText("Tumour is present [P3]")).toBe("Tumour is present");
});
