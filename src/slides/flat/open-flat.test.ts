import { describe, expect, test } from "vitest";
import { SharpDecoder } from "#node/sharp-decoder.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { TiledSource } from "#slides/tiled-source.ts";
import { paint } from "#test/fake-slide.ts";
import { painting } from "#test/painting.ts";
import { averageSquares, crop, difference } from "#test/pixels.ts";
import { flatImage, openFlat } from "./open-flat.ts";

const open = async (image = painting, micronsPerPixel: number | null = 0.25) =>
  new TiledSource(flatImage(image, "painting.png"), new SharpDecoder(), micronsPerPixel);

describe("an image without a pyramid", () => {
  test("at its own scale is its pixels, white where it ends", async () => {
    const read = await (await open()).read({ x: -20, y: 100, width: 400, height: 200 }, 0.25);
    expect(read).toMatchObject({ width: 400, height: 200 });
    const expected = crop(painting, -20, 100, 400, 200);
    expect(difference(read.data, expected.data).largest).toBe(0);
  });

  test("at four times its scale is the mean of 4 x 4 pixels", async () => {
    const read = await (await open()).read({ x: 0, y: 0, width: 300, height: 220 }, 1);
    expect(read).toMatchObject({ width: 75, height: 55 });
    expect(difference(read.data, averageSquares(painting, 4)).largest).toBeLessThanOrEqual(0.5);
  });

  test("is read in bands that meet without a seam", async () => {
    const wide = paint(8, 3000, (x, y) => [x, y % 256, (x + y) % 256]);
    const read = await (await open(wide)).read({ x: 0, y: 0, width: 8, height: 3000 }, 0.5);
    expect(difference(read.data, averageSquares(wide, 2)).largest).toBeLessThanOrEqual(0.5);
  });

  test("has no scale but what it is told, and says so", async () => {
    const source = await open(painting, null);
    expect(await source.describe()).toMatchObject({ micronsPerPixel: null, scaleOrigin: null });
    const rect = { x: 0, y: 0, width: 10, height: 10 };
    await expect(source.read(rect, 0.5)).rejects.toMatchObject({ kind: "slide-scale-unknown" });
    await expect(source.setMicronsPerPixel(900)).rejects.toMatchObject({
      kind: "slide-scale-unknown",
    });
    expect(await source.setMicronsPerPixel(0.25)).toMatchObject({ scaleOrigin: "person" });
  });

  test("of a megapixel is tiles, and its overview is made from them", async () => {
    const wide = paint(1400, 1100, (x, y) => [x % 256, y % 256, (x + y) % 256]);
    const source = await open(wide);
    const { levels, format } = await source.describe();
    expect(format).toBe("image");
    expect(levels.map(({ width, height }) => [width, height])).toEqual([
      [1400, 1100],
      [700, 550],
    ]);
    expect(await source.readTile(0, 2, 2)).toEqual(crop(wide, 1024, 1024, 376, 76));
    const overview = (await source.readTile(1, 1, 1)) as RgbImage;
    const quarter = averageSquares(crop(wide, 1024, 1024, 376, 76), 2);
    expect(overview).toMatchObject({ width: 188, height: 38 });
    expect(difference(overview.data, quarter).largest).toBeLessThanOrEqual(0.5);
    await expect(source.readTile(2, 0, 0)).rejects.toMatchObject({ kind: "slide-tile-missing" });
  });

  test("that is none is refused by name, and a stopped read stops", async () => {
    const broken = openFlat(new Blob(["II*"]), "broken.png", new SharpDecoder());
    await expect(broken).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining("broken.png cannot be read"),
    });
    const rect = { x: 0, y: 0, width: 10, height: 10 };
    const signal = AbortSignal.abort(new Error("enough"));
    await expect((await open()).read(rect, 0.25, { signal })).rejects.toThrow("enough");
  });
});
