import { expect, test } from "vitest";
import { isDeclined } from "./is-declined.ts";

const answer = (text: string, ids: readonly number[] = []) => ({
  text,
  sentences: [{ text, citations: ids.map((id) => ({ id, support: 1 })) }],
});

test.each([
  "The patient's age cannot be seen on an H&E slide.",
  "Receptor status needs immunohistochemistry. It cannot be seen on an H&E slide.",
  "Survival and prognosis cannot be told from this slide.",
  "I was not taught to answer that, so I cannot say. Ask me about tumour.",
])("declines: %s", (text) => {
  expect(isDeclined(answer(text))).toBe(true);
});

test("an answer that rests on patches, or is only unsure, is not declined", () => {
  expect(isDeclined(answer("Survival cannot be told from this slide.", [3]))).toBe(false);
  expect(isDeclined(answer("No tumour is seen, so its atypia cannot be judged."))).toBe(false);
  expect(isDeclined(answer("A little fat may be present, but I am not sure."))).toBe(false);
});
