import { expect, test } from "vitest";
import { fakeCheck, fakeLeftOut, fakeManifest } from "#test/fake-answer.ts";
import { createRuntimeStore, isReady } from "./runtime-store.ts";

test("a question needs pack and analysis, its blind control the pack alone", () => {
  const { getState } = createRuntimeStore();
  expect(isReady(getState(), "blind")).toBe(false);
  getState().packLoaded(fakeManifest);
  expect([isReady(getState(), "main"), isReady(getState(), "blind")]).toEqual([false, true]);
  getState().analysisDone(fakeCheck);
  expect(isReady(getState(), "main")).toBe(true);
});

test("a stage remembers when it began", () => {
  const { getState } = createRuntimeStore();
  getState().stageAdvanced({ stage: "patches", done: 1, total: 4 }, 1000);
  getState().stageAdvanced({ stage: "patches", done: 2, total: 4 }, 3000);
  expect(getState().stages.patches).toEqual({
    stage: "patches",
    done: 2,
    total: 4,
    startedAt: 1000,
    updatedAt: 3000,
  });
});

test("another slide forgets the counts of the one before, not those of the pack", () => {
  const { getState } = createRuntimeStore();
  for (const stage of ["models", "tissue", "answer"] as const) {
    getState().stageAdvanced({ stage, done: 1, total: 1 }, 0);
  }
  getState().analysisDone({ ...fakeCheck, leftOut: fakeLeftOut });
  expect(getState().leftOut).toBe(fakeLeftOut);
  getState().slideChanged();
  expect(Object.keys(getState().stages)).toEqual(["models"]);
  expect(getState().analysis.kind).toBe("idle");
  expect(getState().suitability).toBe(null);
  expect(getState().leftOut).toBe(null);
});

test("work that starts anew counts from nothing", () => {
  const { getState } = createRuntimeStore();
  getState().stageAdvanced({ stage: "models", done: 5, total: 9 }, 0);
  getState().workFailed("pack", { kind: "unexpected", message: "No.", remedy: "Retry." });
  getState().workStarted("pack");
  expect(getState().stages.models).toBeUndefined();
  expect(getState().pack.kind).toBe("running");
});
