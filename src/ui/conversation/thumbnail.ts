import type { Level0Rect } from "#core/geometry.ts";
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
export function paintRgb(canvas: HTMLCanvasElement, { width, height, data }: RgbImage): void {
  canvas.width = width;
  canvas.height = height;
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0, j = 0; i < data.length; i += 3, j += 4) {
    rgba[j] = data[i] ?? 255;
    rgba[j + 1] = data[i + 1] ?? 255;
    rgba[j + 2] = data[i + 2] ?? 255;
  }
  canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
}
