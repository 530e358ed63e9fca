import { expect, test } from "vitest";
import { startClock } from "./answer-clock.ts";

test("the first words and the end are timed from the question", () => {
  let now = 100;
  const clock = startClock({}, () => now);
  now = 350;
  clock.options.onText("Tumour");
  now = 400;
  clock.options.onText("Tumour is");
  now = 900;
  expect(clock.times()).toEqual({ firstWordMs: 250, totalMs: 800 });
});

test("an answer without a word has its end for its first", () => {
  let now = 0;
  const clock = startClock({}, () => now);
  now = 70;
  expect(clock.times()).toEqual({ firstWordMs: 70, totalMs: 70 });
});

test("words that arrive after the answer are dropped", () => {
  const texts: string[] = [];
  const clock = startClock({ onText: (text: string) => texts.push(text) });
  clock.options.onText("Tumour");
  clock.times();
  clock.options.onText("Tumour is");
  expect(texts).toEqual(["Tumour"]);
});

test("the other options go through", () => {
  const signal = AbortSignal.abort();
  expect(startClock({ signal, seed: 3 }).options).toMatchObject({ signal, seed: 3 });
});
