import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { BlobBytes } from "#slides/bytes/blob-bytes.ts";
import type { TiledImage } from "#slides/tiled-image.ts";
import { difference } from "#test/pixels.ts";
import { plainDecoders } from "#test/plain-decoders.ts";
import { realData } from "#test/real-data.ts";
import { openDicom } from "./open-dicom.ts";

const { path, missing } = realData("slides", "small_dicom.dcm");
const title = (name: string) => (missing === null ? name : `${name} (skipped: ${missing})`);

let bytes: Uint8Array<ArrayBuffer>;
let image: TiledImage;

beforeAll(async () => {
  if (missing !== null) return;
  bytes = new Uint8Array(await readFile(path));
  image = await openDicom([new BlobBytes(new Blob([bytes]), "small_dicom.dcm")], plainDecoders);
});

test.skipIf(missing !== null)(
  title("a real level says what it is; its scale it says wrong"),
  () => {
    expect(image.facts).toEqual({
      name: "small_dicom",
      format: "DICOM",
      vendor: null,
      compression: "JPEG",
      // 15 mm for 3236 pixels across and for 2638 down cannot both be.
      micronsPerPixel: null,
      objectivePower: null,
      hasColourProfile: false,
      notes: [expect.stringContaining("does not say where its frames lie")],
      pictures: [],
    });
    const tile = { tileWidth: 500, tileHeight: 500, overlap: 0 };
    expect(image.levels).toEqual([{ width: 3236, height: 2638, downsample: 1, ...tile }]);
  },
);

// By eye the frames run column by column, which the file does not say.
test.skipIf(missing !== null)(title("its tiles are its frames, column by column"), async () => {
  const frames = framesOf(bytes);
  expect(frames).toHaveLength(7 * 6);
  for (const [column, row] of [
    [0, 0],
    [1, 0],
    [3, 2],
    [6, 5],
  ] as const) {
    const tile = (await image.tile({ level: 0, column, row })) as Blob;
    expect(tile.type).toBe("image/jpeg");
    const frame = new Blob([frames[column * 6 + row] ?? new Uint8Array(0)]);
    const found = await plainDecoders.image.decode(tile, 500);
    const expected = await plainDecoders.image.decode(frame, 500);
    expect(difference(found.data, expected.data).largest).toBe(0);
  }
});

test.skipIf(missing !== null)(title("its tiles go on in each other"), async () => {
  const [left, right, below] = await Promise.all([tileAt(2, 2), tileAt(3, 2), tileAt(2, 3)]);
  const column = (tile: Uint8Array, x: number) =>
    tile.filter((_, at) => Math.floor(at / 3) % 500 === x);
  const row = (tile: Uint8Array, y: number) => tile.subarray(y * 1500, (y + 1) * 1500);
  expect(difference(column(left, 499), column(right, 0)).mean).toBeLessThan(20);
  expect(difference(row(left, 499), row(below, 0)).mean).toBeLessThan(20);
});

async function tileAt(column: number, row: number): Promise<Uint8Array> {
  const tile = (await image.tile({ level: 0, column, row })) as Blob;
  return (await plainDecoders.image.decode(tile, 500)).data;
}

/** Every JPEG in the file, from each start of an image to the next. */
function framesOf(file: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const starts: number[] = [];
  for (let at = 0; at + 3 < file.length; at += 1) {
    const isStart = file[at] === 0xff && file[at + 1] === 0xd8 && file[at + 2] === 0xff;
    if (isStart && file[at + 3] === 0xe0) starts.push(at);
  }
  return starts.map((start, index) => file.slice(start, starts[index + 1]));
}
