import { expect, test } from "vitest";
import { fakeCell } from "#test/fake-answer.ts";
import { noCells, outlineOf, tableOf } from "./cell-table.ts";

test("a table keeps every cell's place, class and outline, in order", () => {
  const cells = [fakeCell(0, 10, 20), fakeCell(1, 30, 40)];
  const table = tableOf(cells);
  expect(table.count).toBe(2);
  expect([...table.centres]).toEqual(cells.flatMap(({ centre }) => centre));
  expect([...table.classes]).toEqual(cells.map(({ cellClass }) => cellClass));
  for (const [index, { outline }] of cells.entries()) {
    expect(outlineOf(table, index)).toEqual(outline);
  }
});

test("no cells are an empty table", () => {
  expect(noCells.count).toBe(0);
  expect([...noCells.starts]).toEqual([0]);
});
