import { expect, test } from "vitest";
import { fakeManifest } from "#test/fake-answer.ts";
import { checkNumbers, sayable } from "./check-numbers.ts";

test("each claim has its verdict, and what stands there when it is put right", () => {
  const counted = {
    patches: [{ id: 3, counts: [12, 40, 6, 1] }],
    cellClasses: fakeManifest.cellClasses,
    patchSquareMillimetres: 0.128 ** 2,
  };
  const text = "P3 holds 12 lymphocytes and 50 epithelial cells in 0.02 mm2.";
  const verdicts = checkNumbers({ text, citations: [] }, counted);
  expect(verdicts.map(({ wrong, right }) => [wrong.length, right])).toEqual([
    [0, "12"],
    [1, "40"],
    [0, "0.016"],
  ]);
});

test("counts are said as the language model learnt to say them", () => {
  expect([999, 1000, 1049, 1050, 9949, 12_345].map(sayable)).toEqual([
    999, 1000, 1000, 1100, 9900, 9900,
  ]);
});
