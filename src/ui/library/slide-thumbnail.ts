import type { OpenSlide } from "#engine/engine.ts";
import { imageDataOf } from "#slides/rgb-bitmap.ts";

const longestSide = 256;

/** The whole slide as a small JPEG; null while its scale is unknown. Never its label. */
export async function slideThumbnail({ source, description }: OpenSlide): Promise<Blob | null> {
  const { width, height, micronsPerPixel } = description;
  if (micronsPerPixel === null) return null;
  const scale = (micronsPerPixel * Math.max(width, height)) / longestSide;
  const image = await source.read({ x: 0, y: 0, width, height }, scale);
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d")?.putImageData(imageDataOf(image), 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
}
