import { expect, test } from "vitest";
import { bracketPatches, namedPatches } from "./named-patches.ts";

test.each([
  ["What does [P3] show?", [3]],
  ["Compare patch 12 with patch P4.", [12, 4]],
  ["Is p53 or P63 positive?", []],
  ["How many patches are there?", []],
])("%s names %j", (question, ids) => {
  expect(namedPatches(question)).toEqual(ids);
});

test("named patches are written as the model cites them", () => {
  expect(bracketPatches("Is patch 3 like [P4]?")).toBe("Is [P3] like [P4]?");
});
