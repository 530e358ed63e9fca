import { describe, expect, test } from "vitest";
import { paint } from "#test/fake-slide.ts";
import { painting } from "#test/painting.ts";
import { averageSquares, crop, difference } from "#test/pixels.ts";
import { FlatImage } from "./flat-image.ts";

const open = async (image = painting, micronsPerPixel = 0.25): Promise<FlatImage> => {
  const source = new FlatImage(image, { name: "painting", format: "png" });
  await source.setMicronsPerPixel(micronsPerPixel);
  return source;
};

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
    const source = new FlatImage(painting, { name: "painting", format: "png" });
    expect(await source.describe()).toMatchObject({ micronsPerPixel: null, scaleOrigin: null });
    const rect = { x: 0, y: 0, width: 10, height: 10 };
    await expect(source.read(rect, 0.5)).rejects.toMatchObject({ kind: "slide-scale-unknown" });
    await expect(source.setMicronsPerPixel(900)).rejects.toMatchObject({
      kind: "slide-scale-unknown",
    });
    expect(await source.setMicronsPerPixel(0.25)).toMatchObject({ scaleOrigin: "person" });
  });

  test("has no tiles, and a stopped read stops", async () => {
    const source = await open();
    await expect(source.readTile()).rejects.toMatchObject({ kind: "slide-tile-missing" });
    const rect = { x: 0, y: 0, width: 10, height: 10 };
    const stopped = source.read(rect, 0.25, { signal: AbortSignal.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
  });
});
