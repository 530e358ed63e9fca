import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDiskSlide } from "#node/open-disk-slide.ts";
import { averageSquares, difference } from "#test/pixels.ts";
import { realData } from "#test/real-data.ts";
import type { RgbImage, SlideSource } from "./slide-source.ts";

const { path: scan, missing } = realData("slides", "CMU-1-Small-Region.svs");
const hasVips = spawnSync("vips", ["--version"]).status === 0;
const reason = missing ?? (hasVips ? null : "libvips-tools is not installed");
const title = (name: string) => (reason === null ? name : `${name} (skipped: ${reason})`);

/** Without sharp's own settings, which would forbid libvips its OpenSlide loader. */
function vips(...args: readonly string[]): void {
  execFileSync("vips", args, { env: { PATH: process.env["PATH"] } });
}

let folder = "";
let slide: SlideSource;
let original: RgbImage;

/** The scan's RGB as OpenSlide reads it, converted without loss, so that only our own reading counts. */
beforeAll(async () => {
  if (reason !== null) return;
  folder = await mkdtemp(join(tmpdir(), "paraffin-slide-"));
  const rgb = join(folder, "rgb.v");
  vips("extract_band", scan, rgb, "0", "--n", "3");
  vips("dzsave", rgb, join(folder, "cmu"), "--properties", "--suffix", ".png");
  vips("copy", rgb, join(folder, "rgb.png[compression=1]"));
  slide = await openDiskSlide(join(folder, "cmu.dzi"));
  const whole = sharp(join(folder, "rgb.png")).raw();
  const { data, info } = await whole.toBuffer({ resolveWithObject: true });
  original = { width: info.width, height: info.height, data: new Uint8Array(data) };
}, 120_000);

afterAll(() => (folder === "" ? undefined : rm(folder, { recursive: true })));

test.skipIf(reason !== null)(title("a real scan states its scale and objective"), async () => {
  expect(await slide.describe()).toMatchObject({
    width: 2220,
    height: 2967,
    micronsPerPixel: 0.499,
    scaleOrigin: "file",
    objectivePower: 20,
  });
});

// At 0.499 um/px level 0 is 1x, so that 2 and 4 pixels a side are exactly 0.998 and 1.996 um/px.
test.skipIf(reason !== null).each([
  [0.499, 1, 0],
  [0.998, 2, 0.5],
  [1.996, 4, 1],
])(
  title("a real scan at %d um/px is the mean of %d pixels a side"),
  async (mpp, side, rounding) => {
    const rect = { x: 0, y: 0, width: 2220, height: 2964 };
    const part = { ...original, height: 2964, data: original.data.subarray(0, 2220 * 2964 * 3) };
    const read = await slide.read(rect, mpp);
    expect(difference(read.data, averageSquares(part, side)).largest).toBeLessThanOrEqual(rounding);
  },
);

test.skipIf(reason !== null)(
  title("the pack's 0.5 um/px differs from 0.499 by the resampling alone"),
  async () => {
    const read = await slide.read({ x: 400, y: 400, width: 501, height: 501 }, 0.5);
    expect(read).toMatchObject({ width: 500, height: 500 });
    const mean = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0) / data.length;
    const same = await slide.read({ x: 400, y: 400, width: 501, height: 501 }, 0.499);
    expect(Math.abs(mean(read.data) - mean(same.data))).toBeLessThan(0.1);
  },
);
