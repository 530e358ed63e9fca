import { expect, test } from "vitest";
import { noCells, tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeCell } from "#test/fake-answer.ts";
import { memoryFiles } from "#test/memory-files.ts";
import { type KeptCells, readCells, writeCells } from "./keep-cells.ts";
import { folderOf } from "./layout.ts";

const key = { slideName: "a", slideDigest: "51de", packDigest: "9ac4", micronsPerPixel: 0.5 };
const source = {
  kind: "segmented",
  area: null,
  searched: [{ x: 0, y: 0, width: 512, height: 512 }],
  patches: { done: 4, total: 4 },
} as const;
const cells: KeptCells = {
  source,
  table: tableOf([fakeCell(0, 10, 2), fakeCell(7, 9, 1)]),
  columns: new Map([
    ["Nucleus: Area µm^2", Float32Array.of(64, 32.5)],
    ["Nucleus: Circularity", Float32Array.of(0.9, Number.NaN)],
  ]),
};

test("cells and their measures come back to the bit", async () => {
  const files = memoryFiles();
  expect(await readCells(files, key)).toBeNull();
  await writeCells(files, key, cells);
  expect(await readCells(files, key)).toEqual(cells);
});

test("a slide without cells is told from one whose cells were not looked for", async () => {
  const files = memoryFiles();
  await writeCells(files, key, { table: noCells, columns: new Map(), source });
  expect(await readCells(files, key)).toEqual({ table: noCells, columns: new Map(), source });
});

test("outlines that were cut short are damage", async () => {
  const files = memoryFiles();
  await writeCells(files, key, cells);
  const fewer = { table: tableOf([fakeCell(0, 10, 2)]), columns: new Map(), source };
  const outline = `${folderOf(key)}/cells/outline`;
  const other = memoryFiles();
  await writeCells(other, key, fewer);
  for (const path of await other.list(outline)) {
    files.kept.set(path, other.kept.get(path) ?? new Uint8Array());
  }
  await expect(readCells(files, key)).rejects.toMatchObject({ kind: "library-damaged" });
});
