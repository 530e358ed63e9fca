import { type ProxyMarked, proxy, transfer } from "comlink";
import type { SlideSource } from "#slides/slide-source.ts";

/** The same slide for another thread: pixels are handed over, not copied. */
export function transferredSlide(slide: SlideSource): SlideSource & ProxyMarked {
  return proxy({
    describe: () => slide.describe(),
    setMicronsPerPixel: (micronsPerPixel) => slide.setMicronsPerPixel(micronsPerPixel),
    read: async (rect, micronsPerPixel, options) => {
      const image = await slide.read(rect, micronsPerPixel, options);
      return transfer(image, [image.data.buffer]);
    },
    readTile: (level, column, row, options) => slide.readTile(level, column, row, options),
    readPicture: (name, options) => slide.readPicture(name, options),
    dispose: () => slide.dispose(),
  } satisfies SlideSource);
}
