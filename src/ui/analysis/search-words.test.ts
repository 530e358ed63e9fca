import { expect, test } from "vitest";
import { searchWords, stoppedWords } from "./search-words.ts";

const at = (done: number, total: number, elapsed = 8000) => ({
  done,
  total,
  doneBefore: 0,
  startedAt: 1000,
  updatedAt: 1000 + elapsed,
});

test("the search says where it stands, and the time left once it can be told", () => {
  expect(searchWords(at(0, 0), 0)).toBe("Cells: starting");
  expect(searchWords(at(3, 1200), 41)).toBe("Cells: 3 of 1,200 patches, 41 cells so far");
  expect(searchWords(at(8, 1200), 1041)).toBe(
    "Cells: 8 of 1,200 patches, 1,041 cells so far, about 20 min left",
  );
  expect(searchWords(at(1200, 1200), 250_000)).toBe("Cells: measuring 250,000");
});

test("a search that goes on reckons its time by what it has done itself", () => {
  const count = { ...at(108, 1200), doneBefore: 100 };
  expect(searchWords(count, 41)).toMatch(
    /108 of 1,200 patches, 41 cells so far, about 18 min left/,
  );
});

test("a stopped search says how much of what it was to search is kept", () => {
  const source = { kind: "segmented", searched: [], patches: { done: 34, total: 1200 } } as const;
  expect(stoppedWords({ ...source, area: null })).toBe(
    "Stopped: cells of 34 of 1,200 patches are kept.",
  );
  expect(stoppedWords({ ...source, area: "Annotation 1" })).toBe(
    "Stopped: cells of 34 of 1,200 patches in Annotation 1 are kept.",
  );
});
