import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { RequestListener, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import { SharpDecoder } from "#node/sharp-decoder.ts";
import type { TiledImage } from "#slides/tiled-image.ts";
import { TiledSource } from "#slides/tiled-source.ts";
import { painting } from "#test/painting.ts";
import { averageSquares, crop, difference } from "#test/pixels.ts";
import { serve } from "#test/serve.ts";
import { openIiif } from "./open-iiif.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function serving(answer: RequestListener): Promise<string> {
  const { address, stop } = await serve(answer);
  stops.push(stop);
  return address;
}

const whole = { x: 0, y: 0, width: 300, height: 220 };
const raw = { width: painting.width, height: painting.height, channels: 3 as const };
const slideOf = (image: TiledImage) => new TiledSource(image, new SharpDecoder(), 0.25);

interface Kind {
  readonly version: 2 | 3;
  readonly tiles?: readonly object[];
}

/** A server of the painting that cuts any region and shrinks it by whole numbers, and what it was asked. */
async function servePainting({ version, tiles }: Kind) {
  const asked: string[] = [];
  const address: string = await serving(async ({ url = "", headers }, response) => {
    asked.push(url);
    if (!url.includes("/info.json")) return answerTile(url, response);
    const base = `http://${headers.host}/iiif/painted.png`;
    const id = version === 2 ? { "@id": base } : { id: base };
    const context = `http://iiif.io/api/image/${version}/context.json`;
    const profile = version === 2 ? ["http://iiif.io/api/image/2/level2.json"] : "level2";
    const protocol = "http://iiif.io/api/image";
    const size = { width: painting.width, height: painting.height };
    const info = { "@context": context, ...id, protocol, profile, ...size, tiles };
    response.setHeader("Content-Type", "application/ld+json").end(JSON.stringify(info));
  });
  return { asked, url: `${address}/iiif/painted.png` };
}

/** The region's pixels without loss, PNG whatever the address says: so that they can be compared. */
async function answerTile(url: string, response: ServerResponse): Promise<void> {
  const [, region, , across, down] =
    /^\/iiif\/painted\.png\/(full|(\d+,){3}\d+)\/(\d+),(\d*)\/0\/default\.jpg$/.exec(url) ?? [];
  if (region === undefined) {
    response.writeHead(400).end();
    return;
  }
  const numbers = region === "full" ? [0, 0, painting.width, painting.height] : region.split(",");
  const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
  const scale = width / Number(across);
  const data = Uint8Array.from(
    averageSquares(crop(painting, x, y, width, height), scale),
    Math.round,
  );
  const size = { width: Number(across), height: down ? Number(down) : Math.round(height / scale) };
  response.end(
    await sharp(data, { raw: { ...size, channels: 3 } })
      .png()
      .toBuffer(),
  );
}

describe("a service that cuts tiles", () => {
  test.each<[string, Kind]>([
    ["of version 2", { version: 2, tiles: [{ width: 64, scaleFactors: [1, 2, 4] }] }],
    ["of version 3", { version: 3, tiles: [{ width: 128, height: 64, scaleFactors: [1, 2, 4] }] }],
    ["that names no tiles", { version: 3 }],
  ])("%s is the picture, byte for byte", async (_, kind) => {
    const { url } = await servePainting(kind);
    const slide = slideOf(await openIiif(`${url}/info.json`));
    const read = await slide.read(whole, 0.25);
    expect(Buffer.compare(read.data, painting.data)).toBe(0);
    const part = await slide.read({ x: 50, y: 60, width: 100, height: 120 }, 0.25);
    expect(part).toEqual(crop(painting, 50, 60, 100, 120));
  });

  test("coarser levels are asked for where they do, and show the same place", async () => {
    const tiles = [{ width: 64, scaleFactors: [1, 2, 4] }];
    const { asked, url } = await servePainting({ version: 2, tiles });
    const slide = slideOf(await openIiif(url));
    asked.length = 0;
    const halved = await slide.read(whole, 0.5);
    expect(difference(halved.data, averageSquares(painting, 2)).largest).toBeLessThanOrEqual(0.5);
    expect(asked).toHaveLength(3 * 2);
    expect(asked).toContain("/iiif/painted.png/256,128,44,92/22,/0/default.jpg");
    const quartered = await slide.read(whole, 1);
    expect(difference(quartered.data, averageSquares(painting, 4)).largest).toBeLessThanOrEqual(
      0.5,
    );
    expect(asked).toHaveLength(3 * 2 + 2);
  });

  test("describes itself, and is opened by its own address too", async () => {
    const tiles = [{ width: 128, scaleFactors: [1, 2] }];
    const { asked, url } = await servePainting({ version: 3, tiles });
    const image = await openIiif(`${url}/?key=1`);
    expect(asked).toEqual(["/iiif/painted.png/info.json?key=1"]);
    expect(image.facts).toMatchObject({
      name: "painted.png",
      format: "IIIF Image API 3",
      micronsPerPixel: null,
      notes: [],
      pictures: [],
    });
    const shared = { tileWidth: 128, tileHeight: 128, overlap: 0 };
    expect(image.levels).toEqual([
      { ...shared, width: 300, height: 220, downsample: 1 },
      { ...shared, width: 150, height: 110, downsample: 2 },
    ]);
    expect(() => image.picture("label")).toThrow("has no label");
  });
});

describe("a folder of tiles made beforehand by libvips", () => {
  test.each(["iiif", "iiif3"] as const)("%s holds every tile that is asked for", async (layout) => {
    const folder = await mkdtemp(join(tmpdir(), "paraffin-iiif-"));
    stops.push(() => rm(folder, { recursive: true }));
    const address = await serving(async ({ url = "" }, response) => {
      const bytes = await readFile(join(folder, url)).catch(() => null);
      response.writeHead(bytes === null ? 404 : 200).end(bytes);
    });
    await sharp(painting.data, { raw })
      .jpeg({ quality: 100, chromaSubsampling: "4:4:4" })
      .tile({ size: 64, layout, id: address })
      .toFile(join(folder, "painted"));
    const slide = slideOf(await openIiif(`${address}/painted`));
    for (const scale of [1, 2, 4]) {
      const read = await slide.read(whole, 0.25 * scale);
      expect(difference(read.data, averageSquares(painting, scale)).mean).toBeLessThan(1.5);
    }
    expect((await slide.describe()).levels).toHaveLength(4);
  });
});

describe("what goes wrong", () => {
  test("at opening makes the slide unreadable", async () => {
    const address = await serving((request, response) => {
      if (request.url?.startsWith("/gone")) response.writeHead(404);
      if (request.url?.startsWith("/page")) response.setHeader("Content-Type", "text/html");
      response.end(request.url?.startsWith("/long") ? " ".repeat(2 ** 20 + 1) : "{}");
    });
    for (const path of ["gone", "page", "long", "empty"]) {
      const opening = openIiif(`${address}/${path}/info.json`);
      await expect(opening, path).rejects.toMatchObject({ kind: "slide-unreadable" });
    }
    await expect(openIiif("painted.png")).rejects.toMatchObject({ kind: "slide-unreadable" });
  });

  test("with one tile is a missing tile, by its address", async () => {
    const { url } = await servePainting({ version: 3 });
    const image = await openIiif(url);
    stops.splice(0).forEach((stop) => {
      stop();
    });
    await expect(image.tile({ level: 0, column: 0, row: 0 })).rejects.toMatchObject({
      kind: "slide-tile-missing",
      message: expect.stringContaining("/iiif/painted.png/full/300,220/0/default.jpg"),
    });
  });
});
