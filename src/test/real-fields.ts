import { readdirSync, readFileSync } from "node:fs";
import sharp from "sharp";
import type { RgbImage } from "#slides/slide-source.ts";
import { realData } from "./real-data.ts";
import { cut, shrunk } from "./spoil.ts";

/** A field of real H&E at 0.5 um/px, about as wide as a patch. */
export interface RealField {
  /** Fields of one scanner and laboratory: as near to one slide as there is. */
  readonly slide: string;
  /** Its class where it has one (TUM, LYM, ...), else the set it is of. */
  readonly kind: string;
  readonly image: RgbImage;
}

/** Whether the sets are here, and why not. */
export const missingFields = realData("tissue", "index.csv").missing;

/** The tissue patches by class, and four corners of each image of CoNSeP and BRCA-M2C. */
export async function readFields(): Promise<RealField[]> {
  const fields: RealField[] = [];
  const lines = readFileSync(realData("tissue", "index.csv").path, "utf8").trim().split("\n");
  for (const line of lines.slice(1)) {
    const [split = "", kind = "", file = "", source = ""] = line.split(",");
    const image = await decode(realData("tissue", split, kind, file).path);
    fields.push({ slide: slideOf(source), kind, image });
  }
  for (const [set, factor, splits] of [
    ["consep", 2, ["train", "test"]],
    ["brca-m2c", 1, ["train", "val"]],
  ] as const) {
    for (const folder of splits.map((split) => realData(set, split).path)) {
      for (const file of readdirSync(folder).filter((name) => name.endsWith(".jpg"))) {
        const whole = shrunk(await decode(`${folder}/${file}`), factor);
        const slide = set === "consep" ? set : slideOf(`brca_${file.slice(5)}`);
        for (const image of corners(whole)) fields.push({ slide, kind: set, image });
      }
    }
  }
  return fields;
}

/** "consep", or the hospital of a TCGA slide: "brca A7". */
function slideOf(source: string): string {
  return source.startsWith("consep") ? "consep" : source.slice(0, 7).replace("_", " ");
}

function corners(image: RgbImage): RgbImage[] {
  const [right, bottom] = [image.width - 256, image.height - 256];
  const places = [
    [0, 0],
    [right, 0],
    [0, bottom],
    [right, bottom],
  ] as const;
  return places.map(([x, y]) => cut(image, [x, y, 256, 256]));
}

export async function decode(input: string | Buffer): Promise<RgbImage> {
  const { data, info } = await sharp(input)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

/** Out of focus by a Gaussian of `sigma` pixels, then stored as a scanner stores it: as JPEG. */
export async function scannedSoft(image: RgbImage, sigma: number): Promise<RgbImage> {
  const { width, height } = image;
  const raw = sharp(image.data, { raw: { width, height, channels: 3 } });
  return decode(await raw.blur(sigma).jpeg({ quality: 80 }).toBuffer());
}
