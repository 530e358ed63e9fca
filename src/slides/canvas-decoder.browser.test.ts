import { expect, test } from "vitest";
import { painting } from "#test/painting.ts";
import { difference } from "#test/pixels.ts";
import { CanvasDecoder } from "./canvas-decoder.ts";
import { openSlide } from "./open-slide.ts";

const decoder = new CanvasDecoder();
const whole = { x: 0, y: 0, width: 300, height: 220 };

/** Slides of fixtures/, which the test server serves. */
const open = (name: string) => {
  const url = new URL(`/fixtures/slides-small/${name}.dzi`, location.href).href;
  const jpeg2000 = () => Promise.reject(new Error("not in these slides"));
  return openSlide({ kind: "url", url, micronsPerPixel: 0.25 }, { image: decoder, jpeg2000 });
};

test.each(["painted-png", "painted-webp"])("%s in the browser is the picture", async (name) => {
  expect(await (await open(name)).read(whole, 0.25)).toEqual(painting);
});

test("painted-jpeg in the browser is the picture but for its own loss", async () => {
  const read = await (await open("painted-jpeg")).read(whole, 0.25);
  expect(difference(read.data, painting.data).mean).toBeLessThan(4);
});

test("a half-transparent pixel stands on white", async () => {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.fillStyle = "rgb(0 0 0 / 0.5)";
  context.fillRect(0, 0, 1, 1);
  const { data } = await decoder.decode(await canvas.convertToBlob({ type: "image/png" }), 1);
  for (const value of data) expect(Math.abs(value - 127)).toBeLessThanOrEqual(1);
});

test("a tile larger than the .dzi allows is not unpacked", async () => {
  const tile = await (await open("painted-png")).readTile(0, 0, 0);
  await expect(decoder.decode(tile as Blob, 64)).rejects.toThrow("98x98");
});
