import type { Level0Rect } from "#core/geometry.ts";
import { imageDataOf } from "#slides/rgb-bitmap.ts";
import type { RgbImage, SlideSource } from "#slides/slide-source.ts";

const mostKept = 96;

/** Pictures asked for, by slide and place; those of a slide go with it. */
const asked = new WeakMap<SlideSource, Map<string, Promise<RgbImage>>>();

/** Reads `rect` so that its longer side is `pixels` wide; the latest 96 of a slide are kept. */
export function readThumbnail(
  source: SlideSource,
  rect: Level0Rect,
  micronsPerPixel: number,
  pixels: number,
): Promise<RgbImage> {
  const pictures = asked.get(source) ?? new Map<string, Promise<RgbImage>>();
  asked.set(source, pictures);
  const key = `${rect.x},${rect.y},${rect.width},${pixels}`;
  const known = pictures.get(key);
  if (known !== undefined) return known;
  const longer = Math.max(rect.width, rect.height);
  const picture = source.read(rect, (longer * micronsPerPixel) / pixels);
  pictures.set(key, picture);
  const [oldest] = pictures.keys();
  if (pictures.size > mostKept && oldest !== undefined) pictures.delete(oldest);
  picture.catch(() => pictures.delete(key));
  return picture;
}

/** RGB rows onto a canvas of the same size. */
export function paintRgb(canvas: HTMLCanvasElement, image: RgbImage): void {
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d")?.putImageData(imageDataOf(image), 0, 0);
}
