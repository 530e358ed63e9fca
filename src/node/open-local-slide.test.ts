import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SlideSource } from "#slides/slide-source.ts";
import { fixture } from "#test/fixtures.ts";
import { painting } from "#test/painting.ts";
import { difference } from "#test/pixels.ts";
import { serve } from "#test/serve.ts";
import { heldFile, serveRanges } from "#test/serve-ranges.ts";
import { openLocalSlide } from "./open-local-slide.ts";

const whole = { x: 0, y: 0, width: 300, height: 220 };
const picture = () =>
  sharp(painting.data, { raw: { width: painting.width, height: painting.height, channels: 3 } });

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paraffin-open-"));
});
afterAll(() => rm(folder, { recursive: true }));

const opened: SlideSource[] = [];
afterEach(async () => {
  for (const source of opened.splice(0)) await source.dispose();
});

/** Disposed of after the test. */
async function open(path: string, micronsPerPixel: number | null): Promise<SlideSource> {
  const source = await openLocalSlide(path, micronsPerPixel);
  opened.push(source);
  return source;
}

async function readWhole(source: SlideSource): Promise<Uint8Array> {
  return (await source.read(whole, 0.25)).data;
}

describe("a slide of this computer", () => {
  test.each(["png", "tiff", "webp"] as const)("as %s is its pixels", async (format) => {
    const path = join(folder, `flat.${format}`);
    await picture().toFormat(format, { lossless: true, compression: "lzw" }).toFile(path);
    const source = await open(path, 0.25);
    expect(await source.describe()).toMatchObject({ name: "flat", width: 300, height: 220 });
    expect(difference(await readWhole(source), painting.data).largest).toBe(0);
  });

  test("as JPEG is its pixels but for its own loss", async () => {
    const path = join(folder, "flat.JPG");
    await picture().jpeg({ quality: 95 }).toFile(path);
    const read = await readWhole(await open(path, 0.25));
    expect(difference(read, painting.data).mean).toBeLessThan(4);
  });

  test.each([
    ["WebP", "webp", 95],
    ["AVIF", "avif", 90],
  ] as const)("as lossy %s is its pixels but for its own loss", async (_, format, quality) => {
    const path = join(folder, `lossy.${format}`);
    await picture().toFormat(format, { quality }).toFile(path);
    const read = await readWhole(await open(path, 0.25));
    expect(difference(read, painting.data).mean).toBeLessThan(8);
  });

  test("in grey is read in three bands, and what is transparent stands on white", async () => {
    const grey = join(folder, "grey.png");
    await picture().greyscale().png().toFile(grey);
    const [red, green, blue] = await readWhole(await open(grey, 0.25));
    expect([green, blue]).toEqual([red, red]);
    const clear = join(folder, "clear.png");
    await picture().ensureAlpha(0).png().toFile(clear);
    expect(new Set(await readWhole(await open(clear, 0.25)))).toEqual(new Set([255]));
  });

  test("may be a .dzi, or the folder that holds it, or the folder of its tiles", async () => {
    const own = join(folder, "own");
    await mkdir(own);
    await copyFile(fixture("slides-small", "painted-png.dzi"), join(own, "only.dzi"));
    const beside = fixture("slides-small", "painted-png_files");
    for (const path of [join(own, "only.dzi"), own, beside]) {
      expect(await (await open(path, 0.5)).describe()).toMatchObject({
        width: 300,
        micronsPerPixel: 0.5,
      });
    }
  });
});

describe("a slide of an address", () => {
  test("is read in parts, as the page reads it", async () => {
    const bytes = await readFile(fixture("goldens", "reads", "lzw.tif"));
    const served = await serveRanges(heldFile(bytes), "lzw.tif");
    try {
      const source = await open(`${served.address}?key=secret`, null);
      expect(await source.describe()).toMatchObject({ name: "lzw", scaleOrigin: "file" });
    } finally {
      served.stop();
    }
  });

  test("that gives none is told without the address's query", async () => {
    const served = await serve((_, response) => response.writeHead(404).end());
    try {
      const opening = openLocalSlide(`${served.address}/gone.svs?key=secret`, 0.5);
      await expect(opening).rejects.toMatchObject({
        kind: "slide-unreadable",
        message: expect.not.stringContaining("secret"),
      });
    } finally {
      served.stop();
    }
  });
});

describe("a slide that cannot be used", () => {
  test("for want of a scale says so, what that means and what to do", async () => {
    const opened = openLocalSlide(fixture("slides-small", "painted-webp.dzi"), null);
    await expect(opened).rejects.toMatchObject({
      kind: "slide-scale-unknown",
      message: expect.stringMatching(/does not say how many microns .* have no size/),
      remedy: expect.stringContaining("--mpp"),
    });
  });

  test("for its scale alone opens once that is said; what the file says needs no saying", async () => {
    const silent = await open(fixture("slides-small", "painted-webp.dzi"), 0.25);
    expect((await silent.describe()).micronsPerPixel).toBe(0.25);
    const telling = await open(fixture("slides-small", "painted-png.dzi"), null);
    expect(await telling.describe()).toMatchObject({ scaleOrigin: "file" });
  });

  test.each([
    ["that is not there", () => join(folder, "none.png"), "There is no"],
    ["of another format", () => fixture("slides-small", "make.py"), "make.py is of no format"],
    ["in a folder of several", () => fixture("slides-small"), "3 .dzi files"],
    ["in a folder of none", () => fixture("goldens"), "0 .dzi files"],
  ])("%s is told", async (_, path, said) => {
    await expect(openLocalSlide(path(), 0.5)).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining(said),
    });
  });

  test("that is no image at all is told with its name", async () => {
    const path = join(folder, "broken.png");
    await writeFile(path, "not a picture");
    await expect(openLocalSlide(path, 0.5)).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining("broken.png is of no format"),
    });
  });
});
