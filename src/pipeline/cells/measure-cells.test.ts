import { expect, test } from "vitest";
import { fakeCell } from "#test/fake-answer.ts";
import { CELL_MEASURES } from "./cell-columns.ts";
import { createCellTableBuilder } from "./cell-table-builder.ts";
import { measureCells } from "./measure-cells.ts";

/** Squares of 16 and 8 px, their centres 40 and 400 px apart, at 0.25 um/px. */
async function measured() {
  const builder = createCellTableBuilder();
  builder.add([fakeCell(100, 100, 0, 16), fakeCell(144, 104, 1, 8), fakeCell(104, 504, 1, 8)]);
  return measureCells(builder.finish(), 0.25);
}

test("every measure has a column, in the order they are told", async () => {
  expect([...(await measured()).keys()]).toEqual(CELL_MEASURES.map(({ name }) => name));
});

test("sizes and distances are in microns, shapes and stains have no unit", async () => {
  const columns = await measured();
  const of = (name: string) => [...(columns.get(name) ?? [])].map((value) => +value.toFixed(4));
  expect(of("Nucleus: Area µm^2")).toEqual([16, 4, 4]);
  expect(of("Nucleus: Perimeter µm")).toEqual([16, 8, 8]);
  expect(of("Nucleus: Circularity")).toEqual([0.7854, 0.7854, 0.7854]);
  expect(of("Nucleus: Eccentricity")).toEqual([0, 0, 0]);
  expect(of("Nucleus: Major axis µm")).toEqual([4.6188, 2.3094, 2.3094]);
  expect(of("Nucleus: Minor axis µm")).toEqual([4.6188, 2.3094, 2.3094]);
  expect(of("Nucleus: Hematoxylin OD mean")).toEqual([0.5, 0.5, 0.5]);
  expect(of("Nucleus: Eosin OD mean")).toEqual([0.25, 0.25, 0.25]);
  expect(of("Nucleus: Nearest neighbour distance µm")).toEqual([10, 10, 100]);
});

test("no cells have empty columns", async () => {
  const columns = await measureCells(createCellTableBuilder().finish(), 0.25);
  expect([...columns.values()].map(({ length }) => length)).toEqual(CELL_MEASURES.map(() => 0));
});
