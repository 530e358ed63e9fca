import type { RgbImage } from "./slide-source.ts";

/** The same pixels as a browser draws them. */
export function imageDataOf({ width, height, data }: RgbImage): ImageData {
  const rgba = new ImageData(width, height);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba.data[to] = data[from] as number;
    rgba.data[to + 1] = data[from + 1] as number;
    rgba.data[to + 2] = data[from + 2] as number;
    rgba.data[to + 3] = 255;
  }
  return rgba;
}

/** The same pixels, value for value, ready to draw and to hand to another thread. */
export function rgbBitmap(image: RgbImage): Promise<ImageBitmap> {
  return createImageBitmap(imageDataOf(image), { colorSpaceConversion: "none" });
}
