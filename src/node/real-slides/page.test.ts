import { expect, test } from "vitest";
import { fakeAnswer } from "#test/fake-answer.ts";
import { type AskedSlide, keepJudgments, pageOf, wordsOf } from "./page.ts";

const slide: AskedSlide = {
  file: "a.svs",
  known: "Skin.",
  width: 300,
  height: 200,
  micronsPerPixel: 0.5,
  scale: "as the file states",
  answers: [fakeAnswer],
};
const words = wordsOf(fakeAnswer);
const { question } = fakeAnswer;
const pack = { name: "Fake pack", version: "1.0.0", sha256: "0123456789abcdef" };

test("an answer stands word for word, with its patches and with numbers that were put right", () => {
  expect(words).toBe(
    "The infiltrate of lymphocytes is brisk. [P3] [P1] Most of the tissue is fibrous stroma. [P3] Nuclei vary.",
  );
  const numbers = [
    { said: 12, counted: 2, what: "lymphocytes in P3" },
    { said: 4, counted: null, what: "cells in P9" },
  ];
  const sentences = [{ text: "P3 holds 2 lymphocytes.", citations: [], numbers }];
  expect(wordsOf({ ...fakeAnswer, sentences })).toBe(
    "P3 holds 2 lymphocytes. (the model said 12: lymphocytes in P3) (the model said 4: cells in P9)",
  );
});

test("a judgment stays with its words; other words wait for another, and the old one is kept", () => {
  const judged = { slide: "a.svs", question, answer: words, judged: "right" };
  const other = { ...judged, answer: "No.", judged: "wrong" };
  const unjudged = { ...judged, answer: "Perhaps.", judged: "" };
  expect(keepJudgments([slide], [other, judged, unjudged])).toEqual([judged, other]);
  expect(keepJudgments([slide], [other])).toEqual([{ ...judged, judged: "" }, other]);
});

test("the page says who answered what of which slide at which scale, and how it was judged", () => {
  const page = pageOf(
    [slide],
    [{ slide: "a.svs", question, answer: words, judged: "right" }],
    pack,
  );
  expect(page).toContain("Fake pack 1.0.0 (manifest 01234567)");
  expect(page).toContain(
    "## a.svs\n\nSkin. 300 x 200 px, 0.5 um/px: as the file states. 3 patches",
  );
  expect(page).toContain(`| ${question} | ${words} | right |`);
  expect(pageOf([slide], [], pack)).toContain(`| ${words} | not judged yet |`);
});
