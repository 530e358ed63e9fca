import { describe, expect, test } from "vitest";
import type { EvidenceCell } from "#pipeline/answer.ts";
import { fakeCell, fakeManifest } from "#test/fake-answer.ts";
import { gather } from "#test/gather.ts";
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

async function piecesOf(groups: readonly (readonly EvidenceCell[])[]): Promise<string[]> {
  const { cellClasses } = fakeManifest;
  return gather(cellsGeoJson(groups, { cellClasses, idOf: await cellIds("test") }));
}

async function featuresOf(groups: readonly (readonly EvidenceCell[])[]): Promise<Feature[]> {
  const read: unknown = JSON.parse((await piecesOf(groups)).join(""));
  expect(read).toMatchObject({ type: "FeatureCollection", features: expect.any(Array) });
  return (read as { features: Feature[] }).features;
}

describe("cells as QuPath reads them", () => {
  test("are features with a UUID, an object type, a class with its colour and measurements", async () => {
    const [feature] = await featuresOf([[fakeCell(10, 20, 1)]]);
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
        measurements: { Confidence: 0.9, "Area µm^2": 64 },
      },
    });
  });

  test("come in pieces, one a group, and an empty group leaves no mark", async () => {
    const groups = [[], [fakeCell(0, 0, 0)], [], [fakeCell(50, 0, 1), fakeCell(90, 0, 2)]];
    expect(await piecesOf(groups)).toHaveLength(4); // head, two groups, tail
    const features = await featuresOf(groups);
    expect(features.map(({ properties }) => properties.classification.name)).toEqual([
      "inflammatory",
      "epithelial",
      "spindle",
    ]);
    expect(new Set(features.map(({ id }) => id)).size).toBe(3);
  });

  test("of a slide without any are an empty collection", async () => {
    expect(await featuresOf([])).toEqual([]);
  });

  test("without an area are left out", async () => {
    expect(await featuresOf([[{ ...fakeCell(0, 0, 0), outline: new Float32Array(8) }]])).toEqual(
      [],
    );
  });

  test("of a class with a short colour have its digits twice", async () => {
    const file = { cellClasses: [{ name: "one", colour: "#0af" }], idOf: () => "" };
    const text = await gather(cellsGeoJson([[fakeCell(0, 0, 0)]], file));
    expect(text.join("")).toContain('"color":[0,170,255]');
  });
});
