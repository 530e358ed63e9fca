import { describe, expect, test } from "vitest";
import { AREA } from "#pipeline/cells/cell-columns.ts";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeCell } from "#test/fake-answer.ts";
import { gather } from "#test/gather.ts";
import { qupathFaults } from "#test/qupath-form.ts";
import { someAnnotations } from "#test/some-annotations.ts";
import type { ImportedCells } from "./collect-cells.ts";
import { readGeoJson } from "./read-geojson.ts";
import { textFile } from "./text-file.ts";
import { type ExportContents, geoJsonText } from "./write-geojson.ts";

const classes = [
  { name: "inflammatory", colour: "#0072b2" },
  { name: "epithelial", colour: "#d55e00" },
];
const cells: ImportedCells = {
  table: tableOf(
    Array.from({ length: 1200 }, (_, at) =>
      fakeCell(20 * (at % 40), 20 * Math.floor(at / 40), at % 2),
    ),
  ),
  columns: new Map([
    [AREA, Float32Array.from({ length: 1200 }, (_, at) => at / 7)],
    ["Ki-67", Float32Array.from({ length: 1200 }, (_, at) => (at % 3 === 0 ? Number.NaN : at))],
  ]),
  classes,
};
const contents: ExportContents = {
  annotations: someAnnotations,
  cells,
  cellType: "detection",
  idSeed: "a slide",
};
const wanted = { slide: { width: 5000, height: 5000 }, cellClasses: classes, knownClasses: [] };

const textOf = async (given: ExportContents) => (await gather(geoJsonText(given))).join("");
const packed = { isPacked: true, type: "application/geo+json" };

describe("an export", () => {
  test("is in the form that QuPath reads", async () => {
    expect(qupathFaults(await textOf(contents))).toEqual([]);
    expect(qupathFaults(await textOf({ ...contents, cellType: "cell" }))).toEqual([]);
    expect(qupathFaults(await textOf({ ...contents, annotations: [], cells: null }))).toEqual([]);
  });

  test("has the fields by their names", async () => {
    const { features } = JSON.parse(await textOf(contents));
    expect(features[3]).toMatchObject({
      geometry: { type: "Polygon" },
      properties: {
        objectType: "annotation",
        classification: { name: "Tumour", color: [213, 94, 0] },
        isLocked: true,
      },
    });
    expect(features[2].properties.metadata.ANNOTATION_DESCRIPTION).toContain("granular");
    expect(features[8].properties).toEqual({
      objectType: "detection",
      classification: { name: "inflammatory", color: [0, 114, 178] },
      measurements: { Confidence: 0.9, [AREA]: 0.2857143, "Ki-67": 2 },
    });
  });

  test("is read again as it was, packed or not", async () => {
    const plain = new Blob([await textOf(contents)]);
    const small = await textFile(geoJsonText(contents), packed);
    expect(small.size).toBeLessThan(plain.size / 4);
    for (const file of [plain, small]) {
      const read = await readGeoJson(file, wanted);
      expect(read.annotations).toEqual(someAnnotations);
      expect(read.cells).toEqual(cells);
      expect(read.report).toEqual({
        features: 1206,
        annotations: 6,
        cells: 1200,
        leftOut: [],
        changed: [
          { what: "Classes unknown here: kept as new ones", count: 1, examples: ["Tumour"] },
        ],
      });
    }
  });
});

test("the check of the form finds what is wrong with a file", () => {
  const ring = [
    [9, 9],
    [0, 0],
    [4, 4],
    [4, 0],
    [0, 4],
  ];
  const feature = {
    type: "Feature",
    id: "7",
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: { objectType: "thing", measurements: { a: null }, classification: { name: "x" } },
  };
  expect(qupathFaults(JSON.stringify({ type: "FeatureCollection", features: [feature] }))).toEqual([
    "feature 1: id is no UUID",
    "feature 1: ring is not closed",
    "feature 1: ring crosses itself",
    "feature 1: objectType thing",
    "feature 1: class colour",
    "feature 1: measurement a",
  ]);
});
