import { describe, expect, test } from "vitest";
import { durationWords, estimateWords, millisecondsPerPatch } from "./estimate.ts";

const cells = (done: number, elapsed: number) =>
  ({ stage: "cells", done, total: 32, startedAt: 1000, updatedAt: 1000 + elapsed }) as const;

describe("the time of a patch", () => {
  test("is that of the last search, else that of an answer's patches", () => {
    const stages = { cells: cells(8, 4000) };
    expect(millisecondsPerPatch({ patchMilliseconds: 120 }, { stages })).toBe(120);
    expect(millisecondsPerPatch({ patchMilliseconds: null }, { stages })).toBe(500);
  });

  test("is not known from nothing, from too few, or from patches that were known before", () => {
    for (const stages of [{}, { cells: cells(3, 3000) }, { cells: cells(32, 0) }]) {
      expect(millisecondsPerPatch({ patchMilliseconds: null }, { stages })).toBeNull();
    }
  });
});

test("a duration is told no finer than it can be known", () => {
  expect([200, 41_000, 300_000, 7_300_000].map(durationWords)).toEqual([
    "about 5 s",
    "about 45 s",
    "about 5 min",
    "about 2 h",
  ]);
});

test("an estimate tells what it is made of", () => {
  expect(estimateWords(1200, 250)).toBe("1,200 patches, about 5 min at 0.25 s a patch.");
  expect(estimateWords(1, null)).toBe("1 patch. How long it takes is known after the first few.");
});
