import { describe, expect, test } from "vitest";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeCell } from "#test/fake-answer.ts";
import { createCellPicker } from "./cell-picker.ts";
import { CELL_STATE } from "./cell-states.ts";
import { TILE_SIDE, tileCells } from "./cell-tiles.ts";
import { type DotRules, densityDots, groupCells } from "./density-dots.ts";
import { densityLevel, detailOf } from "./detail.ts";

const far = 3 * TILE_SIDE;
const cells = [
  fakeCell(far + 100, 50, 2, 32),
  fakeCell(10, 10, 0, 32),
  fakeCell(far + 10, 60, 1, 32),
  fakeCell(TILE_SIDE - 20, 100, 1, 32),
];
const tiles = tileCells(tableOf(cells));

describe("tiles", () => {
  test("hold every cell once, and know both ways between cell and slot", () => {
    expect([...tiles.cells].toSorted()).toEqual([0, 1, 2, 3]);
    expect([...tiles.slots].map((slot) => tiles.cells[slot])).toEqual([0, 1, 2, 3]);
    expect(tiles.tiles.map(({ column, row, first, end }) => [column, row, end - first])).toEqual([
      [0, 0, 2],
      [3, 0, 2],
    ]);
  });

  test("are as large as their outlines, which reach over the edge", () => {
    const [first] = tiles.tiles;
    expect(first?.box).toEqual({ x: 10, y: 10, width: TILE_SIDE + 2, height: 122 });
  });

  test("know how large a usual cell is", () => {
    expect(tiles.diameter).toBe(32);
    expect(tileCells(tableOf([])).diameter).toBe(0);
  });

  test("take cells from beyond the slide, and of no place at all", () => {
    const wild = { ...fakeCell(0, 0, 0), centre: [Number.NaN, -5e9] as const };
    const outside = tileCells(tableOf([fakeCell(-500, 4e9, 0), wild]));
    expect(outside.cells.length).toBe(2);
    expect(outside.tiles.reduce((sum, { first, end }) => sum + end - first, 0)).toBe(2);
  });
});

describe("dots of many cells", () => {
  const rules = { leastConfidence: 0, states: new Uint8Array(4) };
  const dotsOf = (of: typeof tiles, given: DotRules) => densityDots(of, groupCells(of, 12), given);
  const countsOf = (dots: ReturnType<typeof densityDots>) =>
    Array.from({ length: dots.kinds.length / 2 }, (_, dot) => [
      dots.kinds[2 * dot],
      dots.kinds[2 * dot + 1],
      dots.places[3 * dot + 2],
    ]);

  test("stand for the cells of one class and state in one square, where the first is", () => {
    const many = tileCells(tableOf([fakeCell(0, 0, 1), fakeCell(100, 40, 1), fakeCell(50, 0, 0)]));
    const dots = dotsOf(many, { ...rules, states: new Uint8Array(3) });
    expect(countsOf(dots)).toEqual([
      [1, 0, 2],
      [0, 0, 1],
    ]);
    expect([...dots.places.subarray(0, 2)]).toEqual([8, 8]);
  });

  test("never stand for cells of two tiles", () => {
    const dots = dotsOf(tiles, rules);
    expect([...dots.starts]).toEqual([0, 2, 4]);
  });

  test("leave out hidden cells and those less sure than asked", () => {
    const states = new Uint8Array(4);
    states[tiles.slots[1] ?? 0] = CELL_STATE.hidden;
    states[tiles.slots[0] ?? 0] = CELL_STATE.highlighted;
    expect(countsOf(dotsOf(tiles, { ...rules, states }))).toEqual([
      [1, 0, 1],
      [2, 1, 1],
      [1, 0, 1],
    ]);
    expect(dotsOf(tiles, { ...rules, leastConfidence: 0.95 }).kinds.length).toBe(0);
  });

  test("part by state where one square and class holds several", () => {
    const two = tileCells(tableOf([fakeCell(0, 0, 1), fakeCell(40, 40, 1)]));
    const states = Uint8Array.from([CELL_STATE.normal, CELL_STATE.selected]);
    expect(countsOf(dotsOf(two, { ...rules, states }))).toEqual([
      [1, CELL_STATE.normal, 1],
      [1, CELL_STATE.selected, 1],
    ]);
  });
});

test("detail grows with a cell's size on the screen", () => {
  expect([0, 1.9, 2, 5.9, 6, 11, 12, 400].map(detailOf)).toEqual([
    ...["density", "density", "points", "points"],
    ...["outlines", "outlines", "fills", "fills"],
  ]);
});

test("squares that share a dot keep about their distance on the screen", () => {
  for (const zoom of [0.3, 0.07, 0.02, 0.004]) {
    const spacing = 2 ** densityLevel(zoom) * zoom;
    expect(spacing).toBeGreaterThanOrEqual(7);
    expect(spacing).toBeLessThan(14);
  }
});

describe("the cell under a point", () => {
  const picker = createCellPicker(tiles);
  const every = () => true;

  test("is the one whose outline holds it", () => {
    expect(picker.cellAt([20, 20], every)).toBe(1);
    expect(picker.cellAt([far + 105, 70], every)).toBe(0);
    expect(picker.cellAt([far + 80, 70], every)).toBeNull();
    expect(picker.cellAt([-10, 20], every)).toBeNull();
  });

  test("is found where its outline reaches into the next tile", () => {
    expect(picker.cellAt([TILE_SIDE + 5, 110], every)).toBe(3);
  });

  test("is not one in the corner of whose box the point lies", () => {
    const diamond = {
      ...fakeCell(0, 0, 0),
      outline: Float32Array.of(50, 0, 100, 50, 50, 100, 0, 50),
    };
    const slanted = createCellPicker(tileCells(tableOf([diamond])));
    expect(slanted.cellAt([50, 50], every)).toBe(0);
    expect(slanted.cellAt([10, 10], every)).toBeNull();
  });

  test("is the one with the nearest centre where two lie, of those that are shown", () => {
    const pair = createCellPicker(
      tileCells(tableOf([fakeCell(0, 0, 0, 40), fakeCell(20, 0, 1, 40)])),
    );
    expect(pair.cellAt([26, 10], every)).toBe(0);
    expect(pair.cellAt([34, 10], every)).toBe(1);
    expect(pair.cellAt([34, 10], (cell) => cell !== 1)).toBe(0);
  });
});
