import { expect, test, vi } from "vitest";
import { DiskStore } from "#node/disk-store.ts";
import { openDiskSlide } from "#node/open-disk-slide.ts";
import { SharpDecoder } from "#node/sharp-decoder.ts";
import { fixture } from "#test/fixtures.ts";
import { painting } from "#test/painting.ts";
import { averageSquares, crop, difference } from "#test/pixels.ts";
import { openDzi } from "./dzi/open-dzi.ts";
import type { TileStore } from "./dzi/tile-store.ts";
import type { RgbImage } from "./slide-source.ts";
import type { TileDecoder } from "./tile-decoder.ts";
import { TiledSource } from "./tiled-source.ts";

const small = (name: string) => fixture("slides-small", `${name}.dzi`);
const whole = { x: 0, y: 0, width: 300, height: 220 };
const doubled = ({ width, height, data }: RgbImage): RgbImage => {
  const twice = new Uint8Array(data.length * 4);
  for (let at = 0; at < width * height * 4; at++) {
    const x = Math.floor((at % (2 * width)) / 2);
    const y = Math.floor(at / (4 * width));
    twice.set(data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), at * 3);
  }
  return { width: 2 * width, height: 2 * height, data: twice };
};
const openPng = () => openDiskSlide(small("painted-png"));

async function openWith(changes: { store?: Partial<TileStore>; decoder?: Partial<TileDecoder> }) {
  const disk = new DiskStore(fixture("slides-small"));
  const sharp = new SharpDecoder();
  const store = { get: disk.get.bind(disk), dispose: () => undefined, ...changes.store };
  const decoder = { decode: sharp.decode.bind(sharp), ...changes.decoder };
  const image = await openDzi({ store, file: "painted-png.dzi", name: "painted-png" });
  return new TiledSource(image, decoder);
}

test("the whole slide at its own scale is the picture, byte for byte", async () => {
  const read = await (await openPng()).read(whole, 0.25);
  expect(read).toEqual(painting);
});

test("a rectangle over tile borders is that part of the picture", async () => {
  const read = await (await openPng()).read({ x: 90, y: 85, width: 120, height: 125 }, 0.25);
  expect(read).toEqual(crop(painting, 90, 85, 120, 125));
});

test("what lies outside the slide is white", async () => {
  const slide = await openPng();
  const corner = await slide.read({ x: -20, y: 200, width: 50, height: 40 }, 0.25);
  expect(corner).toEqual(crop(painting, -20, 200, 50, 40));
  const outside = await slide.read({ x: 5000, y: -900, width: 8, height: 8 }, 0.25);
  expect([...outside.data].every((value) => value === 255)).toBe(true);
});

// libvips rounds to bytes at every level; ours is exact there, for it takes the level as it is.
test.each([
  [0.5, 2, 0.5],
  [1, 4, 1],
  [2, 8, 1.5],
])("at %d um/px each pixel is the mean of %d x %d of the original", async (mpp, side, rounding) => {
  const squares = { x: 0, y: 0, width: 296, height: 216 };
  const read = await (await openPng()).read(squares, mpp);
  expect(read).toMatchObject({ width: 296 / side, height: 216 / side });
  const expected = averageSquares(crop(painting, 0, 0, 296, 216), side);
  expect(difference(read.data, expected).largest).toBeLessThanOrEqual(rounding);
});

test("a scale between levels is the mean over each pixel's area of the finer level", async () => {
  const slide = await openPng();
  const inside = { x: 0, y: 0, width: 300, height: 216 };
  const read = await slide.read(inside, 0.75); // steps of 1.5 on the level of 0.5 um/px
  expect(read).toMatchObject({ width: 100, height: 72 });
  const halves = doubled(await slide.read(inside, 0.5));
  expect(difference(read.data, averageSquares(halves, 3)).largest).toBeLessThan(0.5 + 1e-3);
});

test("finer than the slide is enlarged between the pixels", async () => {
  const read = await (await openPng()).read({ x: 10, y: 10, width: 20, height: 20 }, 0.125);
  expect(read).toMatchObject({ width: 40, height: 40 });
  const back = averageSquares(read, 2);
  const original = crop(painting, 10, 10, 20, 20);
  expect(difference(back, original.data).largest).toBeLessThanOrEqual(1);
});

test("JPEG tiles with overlap give the picture but for their own loss", async () => {
  const read = await (await openDiskSlide(small("painted-jpeg"))).read(whole, 0.25);
  expect(difference(read.data, painting.data).mean).toBeLessThan(4);
});

test("WebP tiles give the picture, once the scale is said", async () => {
  const read = await (await openDiskSlide(small("painted-webp"), 0.25)).read(whole, 0.25);
  expect(read).toEqual(painting);
});

test("a long read in bands equals the same read in pieces", async () => {
  const slide = await openPng();
  const tall = await slide.read({ x: 40, y: 0, width: 60, height: 220 }, 0.1);
  const half = await slide.read({ x: 40, y: 110, width: 60, height: 110 }, 0.1);
  expect(tall).toMatchObject({ width: 150, height: 550 });
  expect(tall.data.subarray(150 * 275 * 3)).toEqual(half.data);
});

test("a stored tile comes as it is stored; one beyond the pyramid is missing", async () => {
  const slide = await openPng();
  const tile = await slide.readTile(0, 1, 0);
  expect(await new SharpDecoder().decode(tile as Blob, 100)).toMatchObject({
    width: 100,
    height: 98,
  });
  await expect(slide.readTile(0, 9, 0)).rejects.toMatchObject({ kind: "slide-tile-missing" });
});

test("a missing tile fails the read with its path, and is asked for again the next time", async () => {
  const disk = new DiskStore(fixture("slides-small"));
  let missing = true;
  const get: TileStore["get"] = (path, options) =>
    disk.get(missing && path.endsWith("9/1_1.png") ? "elsewhere/9/1_1.png" : path, options);
  const slide = await openWith({ store: { get } });
  await expect(slide.read(whole, 0.25)).rejects.toMatchObject({
    kind: "slide-tile-missing",
    message: expect.stringContaining("9/1_1.png"),
  });
  missing = false;
  expect(await slide.read(whole, 0.25)).toEqual(painting);
});

test("a tile that is no image, or of another size, fails with its path", async () => {
  const spoilt = new DiskStore(fixture("slides-small"));
  const get: TileStore["get"] = (path, options) =>
    path.endsWith("9/0_0.png") ? Promise.resolve(new Blob(["II*"])) : spoilt.get(path, options);
  await expect((await openWith({ store: { get } })).read(whole, 0.25)).rejects.toMatchObject({
    message: "Tile 0_0 of level 0 cannot be decoded.",
  });
  const decode = async () => ({ width: 7, height: 7, data: new Uint8Array(147) });
  await expect((await openWith({ decoder: { decode } })).read(whole, 0.25)).rejects.toMatchObject({
    kind: "slide-tile-missing",
    message: expect.stringMatching(/Tile \d_\d of level 0 is 7x7 pixels, not \d+x\d+/),
  });
});

test("overlapping reads decode each tile once", async () => {
  const sharp = new SharpDecoder();
  const decode = vi.fn(sharp.decode.bind(sharp));
  const slide = await openWith({ decoder: { decode } });
  await Promise.all([slide.read(whole, 0.25), slide.read(whole, 0.25)]);
  await slide.read({ x: 5, y: 5, width: 9, height: 9 }, 0.25);
  expect(decode).toHaveBeenCalledTimes(12);
});

test("an abort ends a read with its reason and stops what it had begun", async () => {
  const controller = new AbortController();
  const seen: AbortSignal[] = [];
  const disk = new DiskStore(fixture("slides-small"));
  const get: TileStore["get"] = async (path, options) => {
    if (!path.endsWith(".png")) return disk.get(path, options);
    if (options?.signal !== undefined) seen.push(options.signal);
    if (seen.length === 2) controller.abort(new Error("the question was withdrawn"));
    return new Promise(() => undefined);
  };
  const slide = await openWith({ store: { get } });
  const reading = slide.read(whole, 0.25, { signal: controller.signal });
  await expect(reading).rejects.toThrow("the question was withdrawn");
  expect(seen.length).toBeGreaterThan(1);
  await vi.waitFor(() => expect(seen.every((signal) => signal.aborted)).toBe(true));
});

test.each([
  [{ x: 0, y: 0, width: 0, height: 5 }, 0.25],
  [{ x: Number.NaN, y: 0, width: 5, height: 5 }, 0.25],
  [{ x: 0, y: 0, width: 5, height: 5 }, 0],
  [{ x: 0, y: 0, width: 5, height: 5 }, Number.NaN],
  [{ x: 0, y: 0, width: 1e6, height: 1e6 }, 0.25],
])("a read of %j at %d um/px is refused before any tile is touched", async (rect, mpp) => {
  await expect((await openPng()).read(rect, mpp)).rejects.toThrow(RangeError);
});
