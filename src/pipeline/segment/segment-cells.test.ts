import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { SegmentedCell } from "#pipeline/models.ts";
import { fixture } from "#test/fixtures.ts";
import { CELL_EMBEDDING, type CellMaps, segmentCells } from "./segment-cells.ts";

interface Golden {
  readonly valid: { readonly width: number; readonly height: number };
  readonly seed: number;
  readonly cells: readonly (Omit<SegmentedCell, "outline" | "stains"> & {
    readonly outline: number[];
  })[];
  readonly embeddings: readonly (readonly number[])[];
}

const WHOLE = { width: 256, height: 256 };
const PLANE = 256 * 256;
const QUARTER = 64 * 64;

/** The maps of a golden, as `training/hwsi/cells/goldens.py` packs them. */
async function readGolden(name: string): Promise<{ golden: Golden; maps: CellMaps }> {
  const unpacked = async (ending: string) =>
    gunzipSync(await readFile(fixture("goldens/cells", `${name}.${ending}.gz`)));
  const golden = JSON.parse((await unpacked("json")).toString()) as Golden;
  const bytes = await unpacked("bin");
  let offset = 0;
  const take = (count: number, scale: number) => {
    const part = Float32Array.from(bytes.subarray(offset, offset + count), (v) => v / scale);
    offset += count;
    return part;
  };
  const maps = {
    nucleus: take(PLANE, 256),
    distance: take(PLANE, 256),
    classes: take(4 * QUARTER, 256),
    pixels:
      offset < bytes.length
        ? take(3 * PLANE, 255)
        : Float32Array.from({ length: 3 * PLANE }, (_, i) => (whole(i, golden.seed) >>> 24) / 255),
    features: Float32Array.from({ length: 48 * QUARTER }, (_, i) => fill(i, golden.seed)),
  };
  return { golden, maps };
}

function fill(i: number, seed: number): number {
  return whole(i, seed) / 2 ** 32;
}

function whole(i: number, seed: number): number {
  return (Math.imul(i, 2654435761) + seed * 40503) >>> 0;
}

describe.each(["drawn", "partial", "noise"])("the cells of the %s patch", (name) => {
  test("are those that Python finds: ids, classes, areas, centres and outlines", async () => {
    const { golden, maps } = await readGolden(name);
    const { cells } = segmentCells(maps, golden.valid);
    expect(cells.length).toBe(golden.cells.length);
    for (const [k, cell] of cells.entries()) {
      const expected = golden.cells[k];
      expect([cell.id, cell.cellClass, cell.areaPixels]).toEqual([
        expected?.id,
        expected?.cellClass,
        expected?.areaPixels,
      ]);
      expect(Array.from(cell.outline)).toEqual(expected?.outline);
      expect(cell.centre[0]).toBeCloseTo(expected?.centre[0] ?? Number.NaN, 9);
      expect(cell.centre[1]).toBeCloseTo(expected?.centre[1] ?? Number.NaN, 9);
      expect(cell.confidence).toBeCloseTo(expected?.confidence ?? Number.NaN, 9);
    }
  });

  test("have Python's embeddings within 1e-4", async () => {
    const { golden, maps } = await readGolden(name);
    const { embeddings } = segmentCells(maps, golden.valid);
    const expected = golden.embeddings.flat();
    expect(embeddings.length).toBe(expected.length);
    const gaps = expected.map((value, i) => Math.abs(value - (embeddings[i] ?? Number.NaN)));
    expect(gaps.every((gap) => gap < 1e-4)).toBe(true);
  });
});

/** Maps with one square nucleus of probability 1 per corner given, 12 pixels wide. */
function squares(corners: readonly (readonly [x: number, y: number])[]): CellMaps {
  const nucleus = new Float32Array(PLANE);
  const distance = new Float32Array(PLANE);
  for (const [x0, y0] of corners) {
    for (let y = 0; y < 12; y++) {
      for (let x = 0; x < 12; x++) {
        const i = (y0 + y) * 256 + x0 + x;
        nucleus[i] = 1;
        distance[i] = (1 + Math.min(x, y, 11 - x, 11 - y)) / 6;
      }
    }
  }
  return {
    nucleus,
    distance,
    classes: new Float32Array(4 * QUARTER).fill(1, QUARTER, 2 * QUARTER),
    features: new Float32Array(48 * QUARTER).fill(0.5),
    pixels: new Float32Array(3 * PLANE).fill(1),
  };
}

describe("segmentCells", () => {
  test("finds nothing in empty maps", () => {
    const { cells, embeddings } = segmentCells(squares([]), WHOLE);
    expect([cells.length, embeddings.length]).toEqual([0, 0]);
  });

  test("parts two nuclei that touch where the distance falls between them", () => {
    const maps = squares([
      [40, 40],
      [52, 40],
    ]);
    const { cells } = segmentCells(maps, WHOLE);
    expect(cells.map((cell) => cell.areaPixels)).toEqual([144, 144]);
    expect(cells.map((cell) => cell.centre)).toEqual([
      [46, 46],
      [58, 46],
    ]);
  });

  test("joins them where it does not fall", () => {
    const maps = squares([
      [40, 40],
      [52, 40],
    ]);
    maps.distance.fill(0.9);
    expect(segmentCells(maps, WHOLE).cells.map((cell) => cell.areaPixels)).toEqual([288]);
  });

  test("has no cell outside the valid part of a patch", () => {
    const { cells } = segmentCells(
      squares([
        [20, 20],
        [94, 20],
        [200, 200],
      ]),
      { width: 100, height: 100 },
    );
    expect(cells.map((cell) => cell.areaPixels)).toEqual([144, 72]);
    expect(Math.max(...(cells[1]?.outline ?? []).filter((_, i) => i % 2 === 0))).toBe(100);
  });

  test("measures the stain under its outline and nowhere else", () => {
    const maps = squares([[40, 40]]);
    maps.pixels.fill(1);
    for (const [channel, density] of [0.65, 0.704, 0.286].entries()) {
      for (let y = 40; y < 52; y++) {
        const start = channel * PLANE + y * 256;
        maps.pixels.fill((256 * 10 ** -density - 1) / 255, start + 40, start + 52);
      }
    }
    const [haematoxylin, eosin] = segmentCells(maps, WHOLE).cells[0]?.stains ?? [];
    expect(haematoxylin).toBeCloseTo(1, 1); // a byte is 0.01 there
    expect(eosin).toBeCloseTo(0, 1);
  });

  test("drops specks", () => {
    const maps = squares([]);
    for (let y = 0; y < 3; y++) {
      maps.nucleus.fill(1, (50 + y) * 256 + 50, (50 + y) * 256 + 53);
      maps.distance.fill(1, (50 + y) * 256 + 50, (50 + y) * 256 + 53);
    }
    expect(segmentCells(maps, WHOLE).cells).toEqual([]);
  });

  test("embeds mean features, mean classes and form", () => {
    const { cells, embeddings } = segmentCells(squares([[40, 40]]), WHOLE);
    expect(embeddings.length).toBe(CELL_EMBEDDING);
    expect(Array.from(embeddings.subarray(0, 52))).toEqual([
      ...new Array<number>(48).fill(0.5),
      0,
      1,
      0,
      0,
    ]);
    expect(cells[0]?.cellClass).toBe(1);
    expect(cells[0]?.confidence).toBe(1);
    expect(embeddings[52]).toBeCloseTo((Math.log(36) - 3.4) / 0.7, 5);
    expect(embeddings[53]).toBeCloseTo(-1, 5);
    expect(embeddings[62]).toBeCloseTo((Math.log(64) - 2.2) / 0.6, 5);
    expect(embeddings[63]).toBe(-1);
  });
});
