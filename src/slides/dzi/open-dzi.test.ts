import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { nodeDecoders } from "#node/node-decoders.ts";
import { openSlide } from "#slides/open-slide.ts";
import { fixture, folderFiles } from "#test/fixtures.ts";
import { serve } from "#test/serve.ts";

const decoder = nodeDecoders();
const dropped = (files: ReadonlyMap<string, File>, micronsPerPixel: number | null = null) =>
  openSlide({ kind: "files", files, micronsPerPixel }, decoder);

test("a dropped folder is a slide, its scale as vips kept it", async () => {
  const slide = await dropped(await folderFiles("slides-small", "painted-png"));
  const { levels, ...described } = await slide.describe();
  expect(described).toEqual({
    name: "painted-png",
    format: "Deep Zoom",
    vendor: null,
    compression: "PNG",
    width: 300,
    height: 220,
    micronsPerPixel: 0.25,
    scaleOrigin: "file",
    objectivePower: 40,
    hasColourProfile: false,
    notes: [],
    pictures: [],
  });
  expect(levels.length).toBe(10);
  expect(levels[0]).toMatchObject({ tileWidth: 96, tileHeight: 96, overlap: 2 });
});

test("a slide without properties has no scale until a person gives it", async () => {
  const slide = await dropped(await folderFiles("slides-small", "painted-webp"));
  const rect = { x: 0, y: 0, width: 64, height: 64 };
  expect((await slide.describe()).micronsPerPixel).toBeNull();
  await expect(slide.read(rect, 0.5)).rejects.toMatchObject({ kind: "slide-scale-unknown" });
  await expect(slide.setMicronsPerPixel(0)).rejects.toMatchObject({ kind: "slide-scale-unknown" });
  const described = await slide.setMicronsPerPixel(0.25);
  expect(described).toMatchObject({ micronsPerPixel: 0.25, scaleOrigin: "person" });
  expect(await slide.read(rect, 0.5)).toMatchObject({ width: 32, height: 32 });
});

test("the scale in the address goes before the scanner's", async () => {
  const files = await folderFiles("slides-small", "painted-png");
  const described = await (await dropped(files, 0.5)).describe();
  expect(described).toMatchObject({ micronsPerPixel: 0.5, scaleOrigin: "address" });
  await expect(dropped(files, -1)).rejects.toMatchObject({ kind: "slide-scale-unknown" });
});

test("a slide lying deeper in the folder is found", async () => {
  const files = await folderFiles("slides-small", "painted-png");
  const deeper = new Map([...files].map(([path, file]) => [`case 7/HE/${path}`, file]));
  const slide = await dropped(deeper);
  expect((await slide.describe()).name).toBe("painted-png");
  expect(await slide.readTile(0, 0, 0)).toBeInstanceOf(Blob);
});

test("a folder of no slide, or of several, is refused with the count", async () => {
  const one = await folderFiles("slides-small", "painted-png");
  const two = new Map([...one, ...(await folderFiles("slides-small", "painted-webp"))]);
  const raw = new Map([["scan.svs", new File(["no slide"], "scan.svs")]]);
  await expect(dropped(raw)).rejects.toMatchObject({
    kind: "slide-unreadable",
    message: expect.stringContaining("scan.svs"),
  });
  await expect(dropped(two)).rejects.toThrow("2 .dzi files");
});

test("an address that is none, or answers with something else, is refused", async () => {
  const { address, stop } = await serve((request, response) => {
    if (request.url === "/gone.dzi") response.writeHead(404);
    if (request.url === "/page.dzi") response.setHeader("Content-Type", "text/html");
    response.end('{"not": "a slide"}');
  });
  const open = (url: string) => openSlide({ kind: "url", url, micronsPerPixel: null }, decoder);
  try {
    for (const path of ["gone.dzi", "page.dzi", "json.dzi", "%zz.dzi", ""]) {
      const opening = open(`${address}/${path}`);
      await expect(opening, path).rejects.toMatchObject({ kind: "slide-unreadable" });
    }
    await expect(open("slide.dzi")).rejects.toThrow("slide.dzi is not an address");
  } finally {
    stop();
  }
});

test("a slide opens over HTTP", async () => {
  const { address, stop } = await serve(async (request, response) => {
    const path = fixture("slides-small", decodeURIComponent(request.url ?? "").slice(1));
    const bytes = await readFile(path).catch(() => null);
    response.writeHead(bytes === null ? 404 : 200).end(bytes);
  });
  try {
    const url = `${address}/painted-jpeg.dzi`;
    const slide = await openSlide({ kind: "url", url, micronsPerPixel: null }, decoder);
    expect((await slide.describe()).name).toBe("painted-jpeg");
    const read = await slide.read({ x: 0, y: 0, width: 300, height: 220 }, 0.25);
    expect(read).toMatchObject({ width: 300, height: 220 });
  } finally {
    stop();
  }
});
