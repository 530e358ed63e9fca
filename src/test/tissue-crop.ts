import sharp, { type Sharp } from "sharp";
import { openDiskSlide } from "#node/open-disk-slide.ts";
import { fixture } from "./fixtures.ts";

/** Microns per pixel of the crops. */
export const CROP_MICRONS_PER_PIXEL = 0.5;

/** A square of drawn tumour with its stroma, `side` pixels at 0.5 um/px, to be written by sharp. */
export async function tissueCrop(side: number): Promise<Sharp> {
  const slide = await openDiskSlide(fixture("slides", "unseen.dzi"));
  const rect = { x: 1024, y: 1792, width: side, height: side };
  const { width, height, data } = await slide.read(rect, CROP_MICRONS_PER_PIXEL);
  await slide.dispose();
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Writes such a crop as a Deep Zoom slide of JPEG tiles, `<path>.dzi`, as scans are converted. */
export async function writeCropSlide(path: string, side: number): Promise<void> {
  const crop = await (await tissueCrop(side)).png().toBuffer();
  await sharp(crop)
    .jpeg({ quality: 85 })
    .tile({ size: 254, overlap: 1, layout: "dz" })
    .toFile(`${path}.dz`);
}
