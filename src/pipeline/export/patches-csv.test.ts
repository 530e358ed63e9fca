import { expect, test } from "vitest";
import type { DecidedPatch } from "#pipeline/decide-patches.ts";
import { patchesCsv } from "./patches-csv.ts";

const patch: DecidedPatch = {
  region: [1, 0],
  place: {
    column: 2,
    row: 3,
    rect: { x: 513.0261, y: 0, width: 256.513, height: 256.513 },
    valid: { width: 256, height: 256 },
  },
  decision: "kept",
  id: 4,
  seen: { relevance: 0.12345678, scores: [0.1, 0.4] },
};

const rowsOf = (patches: readonly DecidedPatch[], keywords: readonly string[]): string[][] =>
  [...patchesCsv(patches, keywords)].map((line) => line.replace(/\r\n$/, "").split(","));

test("a patch is a row: place, decision, relevance and a score for each word", () => {
  const [head, row] = rowsOf([patch], ["tumour", "stroma"]);
  expect(Object.fromEntries((head ?? []).map((name, at) => [name, row?.[at]]))).toEqual({
    x: "513.026",
    y: "0",
    width: "256.513",
    height: "256.513",
    region_column: "1",
    region_row: "0",
    column: "2",
    row: "3",
    decision: "kept",
    id: "P4",
    relevance: "0.123457",
    nearest_keyword: "stroma",
    "score: tumour": "0.1",
    "score: stroma": "0.4",
  });
});

test("glass has a place and a decision, and nothing that was not measured", () => {
  const glass: DecidedPatch = { ...patch, decision: "glass", id: null, seen: null };
  const [head, row] = rowsOf([glass], ["tumour", "stroma"]);
  expect(row).toHaveLength(head?.length ?? 0);
  expect(row?.slice(8)).toEqual(["no tissue", "", "", "", "", ""]);
});

test("every decision has words of its own", () => {
  const decisions = ["kept", "redundant", "irrelevant", "glass", "pen", "fold", "blurred"] as const;
  const rows = rowsOf(
    decisions.map((decision) => ({ ...patch, decision })),
    [],
  );
  expect(rows.slice(1).map((row) => row[8])).toEqual([
    "kept",
    "redundant",
    "not relevant",
    "no tissue",
    "pen",
    "fold",
    "blurred",
  ]);
});

test("a keyword with a comma or a quote stays one field", () => {
  const [head] = [...patchesCsv([], ['glands, "benign"'])];
  expect(head).toMatch(/,"score: glands, ""benign"""\r\n$/);
});
