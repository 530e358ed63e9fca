import { expect, test } from "vitest";
import { fakeCell } from "#test/fake-answer.ts";
import { tableOf } from "./cell-table.ts";
import { createCellTableBuilder } from "./cell-table-builder.ts";

const cells = Array.from({ length: 30_000 }, (_, index) => ({
  ...fakeCell(index % 1000, Math.floor(index / 1000), index % 4, 2 + (index % 7)),
  stains: [index / 1e5, index / 2e5] as const,
}));

test("cells added in parts are the table of all of them", () => {
  const builder = createCellTableBuilder();
  for (let from = 0; from < cells.length; from += 777) builder.add(cells.slice(from, from + 777));
  const { table, haematoxylin, eosin } = builder.finish();
  expect(builder.count).toBe(30_000);
  expect(table).toEqual(tableOf(cells));
  expect(haematoxylin).toEqual(Float32Array.from(cells, ({ stains }) => stains[0]));
  expect(eosin).toEqual(Float32Array.from(cells, ({ stains }) => stains[1]));
});

test("the cells so far stay as they are while more are added", () => {
  const builder = createCellTableBuilder();
  builder.add(cells.slice(0, 5));
  const before = builder.soFar();
  builder.add(cells.slice(5));
  expect(before).toEqual(tableOf(cells.slice(0, 5)));
  expect(builder.soFar().count).toBe(30_000);
});

test("a few cells more cost no copy of those before", () => {
  const builder = createCellTableBuilder();
  builder.add(cells.slice(0, 20_000));
  const { buffer } = builder.soFar().outlines;
  builder.add(cells.slice(20_000, 20_100));
  expect(builder.soFar().outlines.buffer).toBe(buffer);
});

test("finished columns are no longer than their cells", () => {
  const builder = createCellTableBuilder();
  builder.add(cells.slice(0, 3));
  const { table } = builder.finish();
  expect(table.outlines.buffer.byteLength).toBe(4 * table.outlines.length);
  expect(table.starts.buffer.byteLength).toBe(16);
});

test("cells of an earlier search stand before those that are added, none of them lost", () => {
  const before = createCellTableBuilder();
  before.add(cells.slice(0, 9));
  const kept = before.finish();
  const builder = createCellTableBuilder(kept);
  builder.add(cells.slice(9, 99));
  const { table, haematoxylin } = builder.finish();
  const all = cells.slice(0, 99);
  expect(kept.table).toEqual(tableOf(cells.slice(0, 9)));
  expect(table).toEqual(tableOf(all));
  expect(haematoxylin).toEqual(Float32Array.from(all, ({ stains }) => stains[0]));
});
