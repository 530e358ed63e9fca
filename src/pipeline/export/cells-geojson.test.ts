import { describe, expect, test } from "vitest";
import type { EvidenceCell } from "#pipeline/answer.ts";
import { type MeasuredCells, NEAREST } from "#pipeline/cells/cell-columns.ts";
import { createCellTableBuilder } from "#pipeline/cells/cell-table-builder.ts";
import { measureCells } from "#pipeline/cells/measure-cells.ts";
import { fakeCell, fakeManifest } from "#test/fake-answer.ts";
import { cellIds } from "./cell-ids.ts";
import { cellsGeoJson } from "./cells-geojson.ts";

interface Feature {
  readonly type: string;
  readonly id: string;
  readonly geometry: { readonly type: string; readonly coordinates: number[][][] };
  readonly properties: {
    readonly objectType: string;
    readonly classification: { readonly name: string; readonly color: number[] };
    readonly measurements: Record<string, number>;
  };
}

async function measured(cells: readonly EvidenceCell[]): Promise<MeasuredCells> {
  const builder = createCellTableBuilder();
  builder.add(cells);
  const found = builder.finish();
  return { table: found.table, columns: await measureCells(found, 0.5) };
}

async function piecesOf(cells: readonly EvidenceCell[]): Promise<string[]> {
  const { cellClasses } = fakeManifest;
  return [...cellsGeoJson(await measured(cells), { cellClasses, idOf: await cellIds("test") })];
}

async function featuresOf(cells: readonly EvidenceCell[]): Promise<Feature[]> {
  const read: unknown = JSON.parse((await piecesOf(cells)).join(""));
  expect(read).toMatchObject({ type: "FeatureCollection", features: expect.any(Array) });
  return (read as { features: Feature[] }).features;
}

describe("cells as QuPath reads them", () => {
  test("are features with a UUID, an object type, a class with its colour and measurements", async () => {
    const [feature] = await featuresOf([fakeCell(10, 20, 1), fakeCell(70, 20, 1)]);
    expect(feature).toEqual({
      type: "Feature",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [10, 20],
            [26, 20],
            [26, 36],
            [10, 36],
            [10, 20],
          ],
        ],
      },
      properties: {
        objectType: "detection",
        classification: { name: "epithelial", color: [0xd5, 0x5e, 0] },
        measurements: {
          Confidence: 0.9,
          "Nucleus: Area µm^2": 64,
          "Nucleus: Perimeter µm": 32,
          "Nucleus: Circularity": 0.7854,
          "Nucleus: Eccentricity": 0,
          "Nucleus: Major axis µm": 9.24,
          "Nucleus: Minor axis µm": 9.24,
          "Nucleus: Hematoxylin OD mean": 0.5,
          "Nucleus: Eosin OD mean": 0.25,
          "Nucleus: Nearest neighbour distance µm": 30,
        },
      },
    });
  });

  test("come in pieces of some hundreds", async () => {
    const cells = Array.from({ length: 1100 }, (_, at) => fakeCell(50 * at, 0, at % 4));
    expect(await piecesOf(cells)).toHaveLength(5); // head, three pieces, tail
    const features = await featuresOf(cells);
    expect(features.slice(0, 3).map(({ properties }) => properties.classification.name)).toEqual([
      "inflammatory",
      "epithelial",
      "spindle",
    ]);
    expect(new Set(features.map(({ id }) => id)).size).toBe(1100);
  });

  test("without a neighbour have no distance to it", async () => {
    const [feature] = await featuresOf([fakeCell(10, 20, 1)]);
    expect(Object.keys(feature?.properties.measurements ?? {})).not.toContain(NEAREST);
  });

  test("of a slide without any are an empty collection", async () => {
    expect(await featuresOf([])).toEqual([]);
  });

  test("without an area are left out", async () => {
    expect(await featuresOf([{ ...fakeCell(0, 0, 0), outline: new Float32Array(8) }])).toEqual([]);
  });

  test("of a class with a short colour have its digits twice", async () => {
    const file = { cellClasses: [{ name: "one", colour: "#0af" }], idOf: () => "" };
    const text = [...cellsGeoJson(await measured([fakeCell(0, 0, 0)]), file)];
    expect(text.join("")).toContain('"color":[0,170,255]');
  });
});
