import { expect, test } from "vitest";
import { Pyramid } from "./pyramid.ts";

const header = { width: 2220, height: 2967, tileSize: 254, tileOverlap: 1, tileFormat: "jpeg" };
const pyramid = new Pyramid(header);

test("levels halve down to a single pixel, rounded up", () => {
  expect(pyramid.levels).toBe(13);
  expect(pyramid.size(12)).toEqual({ width: 2220, height: 2967 });
  expect(pyramid.size(11)).toEqual({ width: 1110, height: 1484 });
  expect(pyramid.size(0)).toEqual({ width: 1, height: 1 });
});

test("a slide of one pixel has one level", () => {
  expect(new Pyramid({ ...header, width: 1, height: 1 }).levels).toBe(1);
});

test.each([
  [1, 12],
  [1.9, 12],
  [1.981, 11],
  [2, 11],
  [3.9, 11],
  [4, 10],
  [0.5, 12],
  [1e9, 0],
])("a downsample of %d reads level %d", (downsample, level) => {
  expect(pyramid.levelFor(downsample)).toBe(level);
});

test("a tile shows its overlap, but not beyond the level", () => {
  expect(pyramid.tile({ level: 12, column: 0, row: 1 })).toMatchObject({
    owns: { x0: 0, y0: 254, x1: 254, y1: 508 },
    shows: { x0: 0, y0: 253, x1: 255, y1: 509 },
  });
  expect(pyramid.tile({ level: 12, column: 8, row: 11 })?.shows).toEqual({
    x0: 2031,
    y0: 2793,
    x1: 2220,
    y1: 2967,
  });
});

test.each([
  [{ level: 13, column: 0, row: 0 }],
  [{ level: -1, column: 0, row: 0 }],
  [{ level: 12, column: 9, row: 0 }],
  [{ level: 12, column: 0, row: -1 }],
  [{ level: 12, column: 0.5, row: 0 }],
  [{ level: 0, column: 1, row: 0 }],
])("there is no tile at %j", (address) => {
  expect(pyramid.tile(address)).toBeNull();
});

test("the tiles over a rectangle own every pixel of it once", () => {
  const bounds = { x0: 200, y0: 250, x1: 600, y1: 700 };
  const tiles = pyramid.tilesOver(12, bounds);
  expect(tiles.map(({ column, row }) => `${column}_${row}`)).toEqual([
    "0_0",
    "1_0",
    "2_0",
    "0_1",
    "1_1",
    "2_1",
    "0_2",
    "1_2",
    "2_2",
  ]);
  const owned = tiles.reduce((sum, { owns }) => {
    const width = Math.min(owns.x1, bounds.x1) - Math.max(owns.x0, bounds.x0);
    return sum + width * (Math.min(owns.y1, bounds.y1) - Math.max(owns.y0, bounds.y0));
  }, 0);
  expect(owned).toBe(400 * 450);
});

test("a rectangle off the slide needs no tile", () => {
  expect(pyramid.tilesOver(12, { x0: 2220, y0: 0, x1: 2500, y1: 100 })).toEqual([]);
  expect(pyramid.tilesOver(12, { x0: -90, y0: -90, x1: 0, y1: 0 })).toEqual([]);
});
