import type { RgbImage } from "#slides/slide-source.ts";
import { type FloatTensor, float32 } from "./session.ts";

/** Images of `side` x `side` as pixels [n, 3, side, side], RGB 0..1, planes one after another. */
export function pixelsTensor(images: readonly RgbImage[], side: number): FloatTensor {
  const plane = side * side;
  const data = new Float32Array(images.length * 3 * plane);
  for (const [index, image] of images.entries()) {
    if (image.width !== side || image.height !== side) {
      throw new RangeError(
        `A patch of ${image.width}x${image.height} px, expected ${side}x${side}.`,
      );
    }
    const start = index * 3 * plane;
    for (let pixel = 0, at = 0; pixel < plane; pixel += 1, at += 3) {
      data[start + pixel] = (image.data[at] ?? 255) / 255;
      data[start + plane + pixel] = (image.data[at + 1] ?? 255) / 255;
      data[start + 2 * plane + pixel] = (image.data[at + 2] ?? 255) / 255;
    }
  }
  return float32(data, images.length, 3, side, side);
}
