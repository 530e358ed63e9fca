import { expect, test } from "vitest";
import { nodeDecoders } from "#node/node-decoders.ts";
import { TiledSource } from "#slides/tiled-source.ts";
import { virtualTiff } from "#test/virtual-tiff.ts";
import { openTiff } from "./open-tiff.ts";

const decoders = nodeDecoders();

async function open(side: number) {
  const file = await virtualTiff(side);
  let moved = 0;
  const bytes = {
    name: "large.tif",
    size: file.size,
    read: async (offset: number, length: number) => {
      moved += length;
      return file.read(offset, length);
    },
    dispose: () => undefined,
  };
  const image = await openTiff(bytes, decoders.jpeg2000);
  return { source: new TiledSource(image, decoders.image), size: file.size, moved: () => moved };
}

test("of a slide of 100,000 pixels a side, opening and a first look read a thousandth", async () => {
  const { source, size, moved } = await open(100_000);
  const { levels, micronsPerPixel, width } = await source.describe();
  expect([width, micronsPerPixel]).toEqual([100_000, 0.25]);
  expect(levels.map(({ downsample }) => downsample)).toEqual([1, 4, 16, 64, 256]);
  const overview = await source.read({ x: 0, y: 0, width: 100_000, height: 100_000 }, 64);
  expect(overview).toMatchObject({ width: 391, height: 391 });
  await source.read({ x: 77_000, y: 33_000, width: 2000, height: 2000 }, 0.25);
  expect(moved() / size).toBeLessThan(0.001);
});
