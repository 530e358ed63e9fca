import { expect, test } from "vitest";
import { bracketPatches, namedPatches } from "./named-patches.ts";

test.each([
  ["What does [P3] show?", [3]],
  ["Compare patch 12 with patch P4.", [12, 4]],
  ["What does P3 show, and p12?", [3, 12]],
  ["Is patch p16 like [P53]?", [16, 53]],
  ["Is p16, p40, p120 or p53 or P63 positive?", []],
  ["How many patches are there?", []],
])("%s names %j", (question, ids) => {
  expect(namedPatches(question)).toEqual(ids);
});

test("named patches are written as the model cites them", () => {
  expect(bracketPatches("Is patch 3 like [P4]?")).toBe("Is [P3] like [P4]?");
  expect(bracketPatches("Compare P3 and p4 by p53.")).toBe("Compare [P3] and [P4] by p53.");
});
