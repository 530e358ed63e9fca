import { expect, test } from "vitest";
import { writingRule } from "./writing-rule.ts";

const [START, STOP, P1, P2, P3, SPACE, WORD] = [0, 1, 2, 3, 4, 5, 6];
const rule = (...named: readonly number[]) =>
  writingRule([START, STOP, P1, P2, P3], {
    stop: STOP,
    given: new Set([P1, P3]),
    named,
    isSpace: (id) => id === SPACE,
  });

test("chat marks and ids that were not given are never written", () => {
  expect([...rule().banned].toSorted()).toEqual([START, P2]);
});

test("an id is written once in a run of citations, spaces or none between", () => {
  const { banned, written } = rule();
  for (const id of [P1, SPACE]) written(id);
  expect(banned.has(P1)).toBe(true);
  expect(banned.has(P3)).toBe(false);
  written(P3);
  expect(banned.has(P1) && banned.has(P3)).toBe(true);
});

test("a word ends the run", () => {
  const { banned, written } = rule();
  for (const id of [P1, P3, WORD]) written(id);
  expect([...banned].toSorted()).toEqual([START, P2]);
});

test("the first ids are those that the question names, in its order, then any of them", () => {
  const { banned, written } = rule(P3, P1);
  const open = () => [P1, P2, P3].filter((id) => !banned.has(id));
  expect(open()).toEqual([P3]);
  for (const id of [WORD, P3, SPACE]) written(id);
  expect(open()).toEqual([P1]);
  written(P1);
  expect(open()).toEqual([P1, P3]);
  written(P1);
  expect(open()).toEqual([P1, P3]);
});

test("a named patch has the whole chance of a citation", () => {
  const logits = new Float32Array([0, 0, Math.log(3), -1e4, Math.log(1), 0, 0.5]);
  const shared = rule(P3).share(logits);
  expect(shared[P3]).toBeCloseTo(Math.log(4), 6);
  expect(shared[WORD]).toBe(0.5);
  const { share, written } = rule(P3, P1);
  for (const id of [P3, P1]) written(id);
  expect([...share(logits)]).toEqual([...logits]);
});

test("where no patch is named the logits stay as they are", () => {
  const logits = new Float32Array([0, 0, 3, -1e4, 1, 0, 0]);
  expect(rule().share(logits)).toBe(logits);
});
