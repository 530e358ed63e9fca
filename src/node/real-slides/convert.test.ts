import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { realData } from "#test/real-data.ts";
import { joinDicomFrames } from "./join-dicom-frames.ts";
import { readMistagged, rgbOf } from "./read-mistagged.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paraffin-convert-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("YCbCr becomes the RGB it was", () => {
  const grey = [200, 128, 128];
  const red = [76, 85, 255];
  expect([...rgbOf(Uint8Array.from([...grey, ...red]), 3)]).toEqual([200, 200, 200, 254, 0, 0]);
});

const dicom = realData("slides", "small_dicom.dcm");
const title = (name: string, reason: string | null) =>
  reason === null ? name : `${name} (skipped: ${reason})`;

test.skipIf(dicom.missing !== null)(
  title("frames column by column join to a section without a seam", dicom.missing),
  async () => {
    const path = await joinDicomFrames(dicom.path, folder);
    const { data, info } = await sharp(path)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([3236, 2638]);
    // Pixels of the two sides of a seam differ hardly more than those within a frame.
    const step = (x: number) => {
      let sum = 0;
      for (let y = 0; y < info.height; y += 1) {
        const at = y * info.width + x;
        sum += Math.abs((data[at] ?? 0) - (data[at - 1] ?? 0));
      }
      return sum / info.height;
    };
    for (const seam of [500, 1000, 1500, 2000, 2500, 3000]) {
      expect(step(seam)).toBeLessThan(2 * Math.max(step(seam - 20), step(seam + 20), 2));
    }
  },
);

const mistagged = realData("slides", "OS-1-detail.ome.tif");

test.skipIf(mistagged.missing !== null)(
  title("a TIFF tagged wrongly is pink and purple again", mistagged.missing),
  async () => {
    const path = await readMistagged(mistagged.path, folder);
    const [red = 0, green = 0, blue = 0] = (await sharp(path).stats()).channels.map(
      ({ mean }) => mean,
    );
    expect(red).toBeGreaterThan(green);
    expect(blue).toBeGreaterThan(green);
  },
);
