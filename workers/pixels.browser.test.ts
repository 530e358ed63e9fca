import { wrap } from "comlink";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installTransferHandlers } from "#core/wire.ts";
import { imageDataOf } from "#slides/rgb-bitmap.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import { painting } from "#test/painting.ts";
import type { PixelsApi } from "#workers/pixels/pixels-api.ts";

const worker = new Worker(new URL("./pixels.worker.ts", import.meta.url), { type: "module" });
const pixels = wrap<PixelsApi>(worker);
beforeAll(installTransferHandlers);
afterAll(() => worker.terminate());

const fixture = (name: string) => new URL(`/fixtures/slides-small/${name}`, location.href).href;
const open = (name: string): Promise<SlideSource> =>
  pixels.openSlide({ kind: "url", url: fixture(name), micronsPerPixel: null });

test("the worker reads a slide and says its scale", async () => {
  const slide = await open("painted-png.dzi");
  expect(await slide.describe()).toMatchObject({ micronsPerPixel: 0.25, objectivePower: 40 });
  const read = await slide.read({ x: 0, y: 0, width: 300, height: 220 }, 0.25);
  expect(read.data).toEqual(painting.data);
  await slide.dispose();
});

test("a failure in the worker arrives with its remedy", async () => {
  await expect(open("none.dzi")).rejects.toMatchObject({
    kind: "slide-unreadable",
    remedy: expect.stringContaining("vips dzsave"),
    cause: { kind: "slide-tile-missing" },
  });
});

test("an abort on the page stops a read in the worker", async () => {
  const slide = await open("painted-png.dzi");
  const controller = new AbortController();
  const whole = { x: 0, y: 0, width: 300, height: 220 };
  const reading = slide.read(whole, 0.02, { signal: controller.signal });
  controller.abort();
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
});

test("files of a dropped folder reach the worker", async () => {
  const names = ["painted-webp.dzi", "painted-webp_files/0/0_0.webp"];
  const files = await Promise.all(
    names.map(async (name) => {
      const bytes = await (await fetch(fixture(name))).arrayBuffer();
      return [name, new File([bytes], name)] as const;
    }),
  );
  const origin = { kind: "files", files: new Map(files), micronsPerPixel: 0.25 } as const;
  const slide: SlideSource = await pixels.openSlide(origin);
  const { levels } = await slide.describe();
  const stored = await slide.readTile(levels.length - 1, 0, 0);
  expect(stored).toMatchObject({ size: files[1]?.[1].size });
  const far = slide.readTile(1, 0, 0);
  await expect(far).rejects.toMatchObject({ kind: "slide-tile-missing" });
});

test("a tile no browser decodes arrives as a bitmap, value for value", async () => {
  const png = new OffscreenCanvas(1100, 30);
  png.getContext("2d")?.putImageData(imageDataOf(painting), 1040, 4);
  const files = new Map([["flat.png", new File([await png.convertToBlob()], "flat.png")]]);
  const slide: SlideSource = await pixels.openSlide({ kind: "files", files, micronsPerPixel: 1 });
  const { levels } = await slide.describe();
  const tile = await slide.readTile(0, Math.floor(1050 / (levels[0]?.tileWidth ?? 1)), 0);
  expect(tile).toBeInstanceOf(ImageBitmap);
  const { width, height } = tile as ImageBitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context?.drawImage(tile as ImageBitmap, 0, 0);
  const [red, green, blue] = painting.data;
  const left = 1040 % (levels[0]?.tileWidth ?? 1);
  expect([...(context?.getImageData(left, 4, 1, 1).data ?? [])]).toEqual([red, green, blue, 255]);
});

test("the page that loads the workers is isolated, so that WASM may use threads", () => {
  expect(crossOriginIsolated).toBe(true);
});
