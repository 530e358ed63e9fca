import { expect, test } from "vitest";
import { deepZoomLevels } from "./dzi/dzi-image.ts";
import { levelFor, tileOf, tilesOver, withOverviews } from "./level-grid.ts";

const header = { width: 2220, height: 2967, tileSize: 254, tileOverlap: 1, tileFormat: "jpeg" };
const levels = withOverviews(deepZoomLevels(header));
const [finest] = levels as [(typeof levels)[number]];

test("levels halve down to a single pixel, rounded up", () => {
  expect(levels.length).toBe(13);
  expect(levels[0]).toMatchObject({ width: 2220, height: 2967, downsample: 1, isStored: true });
  expect(levels[1]).toMatchObject({ width: 1110, height: 1484, downsample: 2 });
  expect(levels[12]).toMatchObject({ width: 1, height: 1, downsample: 4096 });
});

test("a slide of one pixel has one level", () => {
  expect(deepZoomLevels({ ...header, width: 1, height: 1 }).length).toBe(1);
});

test.each([
  [1, 0],
  [1.9, 0],
  [1.981, 1],
  [2, 1],
  [3.9, 1],
  [4, 2],
  [0.5, 0],
  [1e9, 12],
])("a downsample of %d reads level %d", (downsample, level) => {
  expect(levelFor(levels, downsample)).toBe(level);
});

test("a tile shows its overlap, but not beyond the level", () => {
  expect(tileOf(finest, { level: 0, column: 0, row: 1 })).toMatchObject({
    owns: { x0: 0, y0: 254, x1: 254, y1: 508 },
    shows: { x0: 0, y0: 253, x1: 255, y1: 509 },
  });
  expect(tileOf(finest, { level: 0, column: 8, row: 11 })?.shows).toEqual({
    x0: 2031,
    y0: 2793,
    x1: 2220,
    y1: 2967,
  });
});

test.each([
  [{ level: 13, column: 0, row: 0 }],
  [{ level: -1, column: 0, row: 0 }],
  [{ level: 0, column: 9, row: 0 }],
  [{ level: 0, column: 0, row: -1 }],
  [{ level: 0, column: 0.5, row: 0 }],
  [{ level: 12, column: 1, row: 0 }],
])("there is no tile at %j", (address) => {
  expect(tileOf(levels[address.level], address)).toBeNull();
});

test("the tiles over a rectangle own every pixel of it once", () => {
  const bounds = { x0: 200, y0: 250, x1: 600, y1: 700 };
  const tiles = tilesOver(finest, 0, bounds);
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
  expect(tilesOver(finest, 0, { x0: 2220, y0: 0, x1: 2500, y1: 100 })).toEqual([]);
  expect(tilesOver(finest, 0, { x0: -90, y0: -90, x1: 0, y1: 0 })).toEqual([]);
});

test("below a large coarsest level, halves of it are made until an overview is small", () => {
  const stored = { ...finest, width: 5000, height: 3001, downsample: 4 };
  const made = withOverviews([stored]).slice(1);
  expect(made.map(({ width, height, downsample }) => [width, height, downsample])).toEqual([
    [2500, 1501, 8],
    [1250, 751, 16],
    [625, 376, 32],
  ]);
  expect(made.every(({ isStored }) => !isStored)).toBe(true);
});
