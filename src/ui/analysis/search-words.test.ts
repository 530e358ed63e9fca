import { expect, test } from "vitest";
import { searchWords } from "./search-words.ts";

const at = (done: number, total: number, elapsed = 8000) => ({
  done,
  total,
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
