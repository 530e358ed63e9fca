import { expect, test } from "vitest";
import type { MeasuredCells } from "#pipeline/cells/cell-columns.ts";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeCell, fakeManifest } from "#test/fake-answer.ts";
import { cellsCsv } from "./cells-csv.ts";

const { cellClasses } = fakeManifest;
const file = { slideName: "S-1, left", cellClasses, micronsPerPixel: 0.25 };

const cells: MeasuredCells = {
  table: tableOf([fakeCell(92, 192, 1), fakeCell(0, 0, 9)]),
  columns: new Map([
    ["Nucleus: Area µm^2", Float32Array.of(16.123456, 4)],
    ["Nucleus: Nearest neighbour distance µm", Float32Array.of(5, Number.NaN)],
  ]),
};

const rowsOf = (text: string): string[] => text.trimEnd().split("\r\n");

test("a cell is a row: slide, class, centroid in microns, probability and measures", () => {
  const [head, first] = rowsOf([...cellsCsv(cells, file)].join(""));
  expect(head).toBe(
    "Image,Object type,Classification,Centroid X µm,Centroid Y µm,Confidence," +
      "Nucleus: Area µm^2,Nucleus: Nearest neighbour distance µm",
  );
  expect(first).toBe('"S-1, left",Detection,epithelial,25,50,0.9,16.12,5');
});

test("what was not measured is empty, a class the pack has not is none", () => {
  expect(rowsOf([...cellsCsv(cells, file)].join(""))[2]).toMatch(/unclassified,2,2,0.9,4,$/);
});

test("many cells come in pieces of whole rows", () => {
  const many = Array.from({ length: 2500 }, (_, at) => fakeCell(at, 0, 0));
  const pieces = [...cellsCsv({ table: tableOf(many), columns: new Map() }, file)];
  expect(pieces.map((piece) => rowsOf(piece).length)).toEqual([1, 1000, 1000, 500]);
});
