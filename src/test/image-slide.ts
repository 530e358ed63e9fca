import type { RgbImage, SlideSource } from "#slides/slide-source.ts";
import { fakeSlide, GLASS, paint } from "./fake-slide.ts";
import { cut, shrunk } from "./spoil.ts";

/** A slide that is this image; read at whole multiples of its scale, white beyond it. */
export function imageSlide(image: RgbImage, micronsPerPixel: number): SlideSource {
  return {
    ...fakeSlide({ width: image.width, height: image.height, micronsPerPixel }),
    async read({ x, y, width, height }, target, { signal } = {}) {
      await Promise.resolve();
      signal?.throwIfAborted();
      const inside = [
        x,
        y,
        Math.min(width, image.width - x),
        Math.min(height, image.height - y),
      ] as const;
      const whole = paint(width, height, () => GLASS);
      const part = cut(image, inside);
      for (let row = 0; row < part.height; row += 1) {
        const line = part.data.subarray(row * part.width * 3, (row + 1) * part.width * 3);
        whole.data.set(line, row * width * 3);
      }
      return shrunk(whole, target / micronsPerPixel);
    },
  };
}
