import { join } from "node:path";
import sharp from "sharp";

/** Writes a TIFF whose JPEG tiles hold YCbCr but are tagged RGB as the PNG it should have been. */
export async function readMistagged(path: string, folder: string): Promise<string> {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const rgb = rgbOf(data, info.channels);
  const out = join(folder, "slide.png");
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(out);
  return out;
}

/** JPEG's YCbCr (ITU-T T.871) to RGB, pixel by pixel. */
export function rgbOf(ycc: Uint8Array, channels: number): Uint8ClampedArray {
  const pixels = ycc.length / channels;
  const rgb = new Uint8ClampedArray(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const y = ycc[pixel * channels] ?? 0;
    const blue = (ycc[pixel * channels + 1] ?? 128) - 128;
    const red = (ycc[pixel * channels + 2] ?? 128) - 128;
    rgb[pixel * 3] = y + 1.402 * red;
    rgb[pixel * 3 + 1] = y - 0.344136 * blue - 0.714136 * red;
    rgb[pixel * 3 + 2] = y + 1.772 * blue;
  }
  return rgb;
}
