import OpenSeadragon from "openseadragon";
import { expect, test, vi } from "vitest";
import { rgbBitmap } from "#slides/rgb-bitmap.ts";
import type { RgbImage, SlideDescription, SlideSource } from "#slides/slide-source.ts";
import { describedAs } from "#test/described-as.ts";
import { tileBitmap } from "./tile-bitmap.ts";
import { SlideTileSource } from "./tile-source.ts";

/** Levels a fourth of each other, in tiles that are not square, as scanners store them. */
const slide: SlideDescription = {
  ...describedAs({ width: 1001, height: 703, tileSize: 256 }),
  name: "levels",
  width: 1001,
  height: 703,
  micronsPerPixel: 0.25,
  scaleOrigin: "file",
  levels: [level(1001, 703, 1), level(250, 175, 4)],
};

function level(width: number, height: number, downsample: number) {
  const tile = { tileWidth: 256, tileHeight: 128, overlap: 0, isStored: true };
  return { width, height, downsample, ...tile };
}

const source = new SlideTileSource({} as SlideSource, slide, () => undefined);

test("OpenSeadragon counts levels from the coarsest", () => {
  expect([source.minLevel, source.maxLevel]).toEqual([0, 1]);
  expect([source.getLevelScale(0), source.getLevelScale(1)]).toEqual([0.25, 1]);
  expect(source.getNumTiles(0)).toMatchObject({ x: 1, y: 2 });
  expect(source.getNumTiles(1)).toMatchObject({ x: 4, y: 6 });
});

test("a tile at the edge ends with its level, and what a level lost is not asked for", () => {
  expect(source.getTileBounds(1, 3, 5, true)).toMatchObject({ width: 233, height: 63 });
  const edge = source.getTileBounds(0, 0, 1);
  expect(edge.y).toBeCloseTo((128 * 4) / 1001);
  expect(edge.height).toBeCloseTo((47 * 4) / 1001);
  expect(source.getTileAtPoint(0, new OpenSeadragon.Point(1, 0.7))).toMatchObject({ x: 0, y: 1 });
});

const grey: RgbImage = {
  width: 2,
  height: 2,
  data: Uint8Array.from({ length: 12 }, (_, i) => i * 20),
};

test("a padded tile is cut to what it shows, in its stored colours", async () => {
  const stored = new OffscreenCanvas(2, 2);
  stored.getContext("bitmaprenderer")?.transferFromImageBitmap(await rgbBitmap(grey));
  const tile = await stored.convertToBlob({ type: "image/png" });
  const bitmap = await tileBitmap(tile, { width: 1, height: 2 });
  expect([bitmap.width, bitmap.height]).toEqual([1, 2]);
  expect(rgbaOf(bitmap)).toEqual([0, 20, 40, 255, 120, 140, 160, 255]);
});

test("a tile of pixels is drawn as it is, from either thread", async () => {
  const bitmap = await tileBitmap(grey, { width: 2, height: 2 });
  expect(rgbaOf(bitmap)).toEqual([
    ...[0, 20, 40, 255, 60, 80, 100, 255],
    ...[120, 140, 160, 255, 180, 200, 220, 255],
  ]);
  expect(await tileBitmap(bitmap, { width: 2, height: 2 })).toBe(bitmap);
});

test.each([
  ["that is waited for is handed over", 7, 2],
  ["of a stopped job is closed", null, 0],
] as const)("a bitmap %s", async (_, jobId, width) => {
  const bitmap = await rgbBitmap(grey);
  const readTile: SlideSource["readTile"] = async () => bitmap;
  const finish = vi.fn();
  const job = {
    tile: { level: 0, x: 0, y: 0 },
    jobId,
    finish,
  } as unknown as OpenSeadragon.ImageJob;
  const tiles = new SlideTileSource({ readTile } as SlideSource, slide, () => undefined);
  tiles.downloadTileStart(job);
  await vi.waitFor(() =>
    expect([finish.mock.calls.length, bitmap.width]).toEqual([width / 2, width]),
  );
});

test("OpenSeadragon closes the bitmaps it drops", async () => {
  const bitmap = await rgbBitmap(grey);
  OpenSeadragon.converter.destroy(bitmap, "imageBitmap");
  expect(bitmap.width).toBe(0);
});

function rgbaOf(bitmap: ImageBitmap): readonly number[] {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  context?.drawImage(bitmap, 0, 0);
  return [...(context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [])];
}
