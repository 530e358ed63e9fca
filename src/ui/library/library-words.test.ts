import { expect, test } from "vitest";
import { bytesWords, importedWords, openedWords, storageWords } from "./library-words.ts";

test("bytes are told in the unit that a person reads", () => {
  expect(bytesWords(4_200_000)).toBe("4.2 MB");
  expect(bytesWords(42_000_000)).toBe("42 MB");
  expect(bytesWords(1_300_000_000)).toBe("1.3 GB");
});

test("days are counted from midnight to midnight", () => {
  const noon = new Date(2026, 10, 21, 12).getTime();
  const hours = 3_600_000;
  expect(openedWords(noon - 2 * hours, noon)).toBe("opened today");
  expect(openedWords(noon - 13 * hours, noon)).toBe("opened yesterday");
  expect(openedWords(noon - 72 * hours, noon)).toBe("opened 3 days ago");
  expect(openedWords(new Date(2026, 8, 2).getTime(), noon)).toBe("opened on Sep 2, 2026");
});

test("what the browser promises of the storage is said", () => {
  const use = { usedBytes: 5_000_000, quotaBytes: 2e9, isPersisted: false };
  expect(storageWords(use)).toMatch(/^5.0 MB are kept .* 2.0 GB .* may clear all/);
  expect(storageWords({ ...use, isPersisted: true })).toMatch(/clears nothing by itself/);
  expect(storageWords({ ...use, usedBytes: null })).toMatch(/does not say/);
});

test("an import says what was added and what was here", () => {
  expect(importedWords({ imported: 2, leftOut: 0 })).toBe("2 slides added.");
  expect(importedWords({ imported: 0, leftOut: 1 })).toBe(
    "No slide was added; 1 slide was here already and is as before.",
  );
});
