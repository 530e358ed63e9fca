import { readFile } from "node:fs/promises";
import sharp, { type TiffOptions } from "sharp";
import { describe, expect, test } from "vitest";
import { nodeDecoders } from "#node/node-decoders.ts";
import { BlobBytes } from "#slides/bytes/blob-bytes.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { TiledSource } from "#slides/tiled-source.ts";
import { painting } from "#test/painting.ts";
import { crop, difference } from "#test/pixels.ts";
import { realData } from "#test/real-data.ts";
import { openTiff } from "./open-tiff.ts";

const decoders = nodeDecoders();
const whole = { x: 0, y: 0, width: 300, height: 220 };

const picture = ({ width, height, data }: RgbImage = painting) =>
  sharp(data, { raw: { width, height, channels: 3 } });

async function open(
  bytes: Uint8Array<ArrayBuffer>,
  name = "slide.tif",
  said: number | null = null,
) {
  const image = await openTiff(new BlobBytes(new Blob([bytes]), name), decoders.jpeg2000);
  return new TiledSource(image, decoders.image, said);
}

async function written(options: TiffOptions, image = picture()) {
  return new Uint8Array(await image.tiff(options).toBuffer());
}

const tiled = { tile: true, tileWidth: 64, tileHeight: 64 } as const;

describe("a TIFF", () => {
  test.each<[string, TiffOptions]>([
    ["plain tiles", { ...tiled, compression: "none" }],
    ["LZW tiles with a predictor", { ...tiled, compression: "lzw", predictor: "horizontal" }],
    ["deflate tiles", { ...tiled, compression: "deflate", predictor: "none" }],
    ["PackBits strips", { compression: "packbits" }],
    ["LZW strips", { compression: "lzw" }],
    ["the offsets of a BigTIFF", { ...tiled, compression: "lzw", bigtiff: true }],
  ])("with %s is the picture, byte for byte", async (_, options) => {
    const source = await open(await written(options), "slide.tif", 0.25);
    const read = await source.read(whole, 0.25);
    expect(read).toEqual(painting);
    expect(await source.read({ x: 50, y: 40, width: 90, height: 33 }, 0.25)).toEqual(
      crop(read, 50, 40, 90, 33),
    );
  });

  test.each([
    ["JPEG tiles in YCbCr", "jpeg", 80],
    ["JPEG tiles in YCbCr without subsampling", "jpeg", 95],
    ["WebP tiles", "webp", 95],
  ] as const)("with %s is the picture but for its own loss", async (_, compression, quality) => {
    const source = await open(await written({ ...tiled, compression, quality }), "a.tif", 1);
    expect(await source.readTile(0, 0, 0)).toMatchObject({ type: `image/${compression}` });
    expect(difference((await source.read(whole, 1)).data, painting.data).mean).toBeLessThan(6);
  });

  test("in grey, or with an alpha channel, is RGB over white", async () => {
    const grey = await open(
      await written({ ...tiled, compression: "lzw" }, picture().greyscale()),
      "g.tif",
      1,
    );
    const [red, green, blue] = (await grey.read(whole, 1)).data;
    expect([green, blue]).toEqual([red, red]);
    const clear = await open(
      await written({ compression: "lzw" }, picture().ensureAlpha(0)),
      "c.tif",
      1,
    );
    expect(new Set((await clear.read(whole, 1)).data)).toEqual(new Set([255]));
  });

  test("with a pyramid has its levels, finest first, and its scale from the resolution", async () => {
    const options = {
      ...tiled,
      compression: "lzw",
      pyramid: true,
      xres: 4000,
      yres: 4000,
    } as const;
    const source = await open(await written({ ...options, resolutionUnit: "cm" }));
    const described = await source.describe();
    expect(described).toMatchObject({
      format: "TIFF",
      compression: "LZW",
      micronsPerPixel: 0.25,
      scaleOrigin: "file",
    });
    expect(described.levels.map(({ width, downsample }) => [width, downsample])).toEqual([
      [300, 1],
      [150, 2],
      [75, 4],
      [37, 8],
    ]);
  });

  test("at a printer's resolution has no scale", async () => {
    const source = await open(await written({ compression: "lzw", xres: 11.8, yres: 11.8 }));
    expect((await source.describe()).micronsPerPixel).toBeNull();
  });

  test("of 16 bits or of two channels is refused, with what it is", async () => {
    const deep = await picture().toColourspace("rgb16").tiff({ compression: "lzw" }).toBuffer();
    await expect(open(new Uint8Array(deep))).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining("16, 16, 16 bits"),
    });
  });
});

describe("a real TIFF", () => {
  const scan = realData("slides", "CMU-1-Small-Region.svs");
  const jpeg2000 = realData("slides", "TCGA-CR-7395-01A-01-TS1_jp2k.svs");
  const ome = realData("slides", "OS-1-detail.ome.tif");
  const read = async ({ path }: { path: string }) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return open(new Uint8Array(await readFile(path)), name);
  };

  test.skipIf(scan.missing !== null)(
    "of Aperio says what it is and keeps its label apart",
    async () => {
      const source = await read(scan);
      expect(await source.describe()).toMatchObject({
        name: "CMU-1-Small-Region",
        format: "Aperio SVS",
        vendor: "Aperio",
        compression: "JPEG",
        width: 2220,
        height: 2967,
        micronsPerPixel: 0.499,
        objectivePower: 20,
        pictures: ["thumbnail", "label", "macro"],
      });
      expect(await source.readPicture("label")).toMatchObject({ width: 387, height: 463 });
      expect(await source.readPicture("macro")).toMatchObject({ width: 1280, height: 431 });
    },
  );

  test.skipIf(jpeg2000.missing !== null)("in JPEG 2000 has two levels and no scale", async () => {
    const source = await read(jpeg2000);
    const { levels, ...described } = await source.describe();
    expect(described).toMatchObject({
      compression: "JPEG 2000",
      micronsPerPixel: null,
      hasColourProfile: true,
    });
    expect(levels.slice(0, 2).map(({ width, downsample }) => [width, downsample])).toEqual([
      [4443, 1],
      [2221, 2],
    ]);
  });

  test.skipIf(ome.missing !== null)("of OME states its scale, big end first", async () => {
    expect(await (await read(ome)).describe()).toMatchObject({
      name: "OS-1-detail",
      format: "OME-TIFF",
      width: 1101,
      micronsPerPixel: expect.closeTo(0.2274, 3),
    });
  });
});
