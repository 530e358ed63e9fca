import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { openDiskSlide } from "#node/open-disk-slide.ts";
import { SharpDecoder } from "#node/sharp-decoder.ts";
import { painting } from "#test/painting.ts";
import { type Measurement, medianMilliseconds } from "./measurement.ts";

const side = 2048;
const micronsPerPixel = 0.25;
const runs = 7;

/** What our reading adds to decoding: a slide of 2048x2048 in JPEG tiles, read whole, cold each time. */
export async function measure(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), "paraffin-bench-"));
  try {
    await writeSlide(join(folder, "slide"));
    const level = Math.log2(side);
    const fine = await decodeAll(join(folder, "slide_files", `${level}`));
    const coarse = await decodeAll(join(folder, "slide_files", `${level - 1}`));
    const read = (mpp: number) => readWhole(join(folder, "slide.dzi"), mpp);
    return [
      {
        what: "read at the slide's scale / decode of the same tiles",
        value: (await read(0.25)) / fine,
        unit: "x",
      },
      {
        what: "read at 1.9 times the scale / decode of the same tiles",
        value: (await read(0.475)) / fine,
        unit: "x",
      },
      {
        what: "read at twice the scale / decode of the same tiles",
        value: (await read(0.5)) / coarse,
        unit: "x",
      },
      { what: "decode of every full-resolution tile", value: fine, unit: "ms" },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeSlide(path: string): Promise<void> {
  const raw = { width: painting.width, height: painting.height, channels: 3 } as const;
  const picture = await sharp(painting.data, { raw })
    .resize(side, side, { fit: "fill" })
    .png()
    .toBuffer();
  await sharp(picture)
    .jpeg({ quality: 85 })
    .tile({ size: 254, overlap: 1, layout: "dz" })
    .toFile(`${path}.dz`);
}

/** Tiles from the same files, eight at once as the reader does, and no more than decoded. */
async function decodeAll(folder: string): Promise<number> {
  const names = await readdir(folder);
  const decoder = new SharpDecoder();
  const tiles = await Promise.all(
    names.map(async (name) => new Blob([new Uint8Array(await readFile(join(folder, name)))])),
  );
  return medianMilliseconds(runs, async () => {
    for (let first = 0; first < tiles.length; first += 8) {
      await Promise.all(tiles.slice(first, first + 8).map((tile) => decoder.decode(tile, 256)));
    }
  });
}

function readWhole(path: string, mpp: number): Promise<number> {
  return medianMilliseconds(runs, async () => {
    const slide = await openDiskSlide(path, micronsPerPixel);
    await slide.read({ x: 0, y: 0, width: side, height: side }, mpp);
    await slide.dispose();
  });
}
