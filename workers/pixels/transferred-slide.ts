import { type ProxyMarked, proxy, transfer } from "comlink";
import { rgbBitmap } from "#slides/rgb-bitmap.ts";
import type { RgbImage, SlideSource, SlideTile } from "#slides/slide-source.ts";

/** The same slide for another thread: pixels are handed over, not copied. */
export function transferredSlide(slide: SlideSource): SlideSource & ProxyMarked {
  return proxy({
    describe: () => slide.describe(),
    setMicronsPerPixel: (micronsPerPixel) => slide.setMicronsPerPixel(micronsPerPixel),
    read: async (rect, micronsPerPixel, options) => {
      const image = await slide.read(rect, micronsPerPixel, options);
      return transfer(image, [image.data.buffer]);
    },
    readTile: async (level, column, row, options) => {
      const tile = await slide.readTile(level, column, row, options);
      return isRgb(tile) ? handedOver(await rgbBitmap(tile), options?.signal) : tile;
    },
    readPicture: (name, options) => slide.readPicture(name, options),
    dispose: () => slide.dispose(),
  } satisfies SlideSource);
}

const isRgb = (tile: SlideTile): tile is RgbImage => "data" in tile;

/** A bitmap nobody waits for any more is closed: the page would not learn of it. */
function handedOver(bitmap: ImageBitmap, signal: AbortSignal | undefined): ImageBitmap {
  if (signal?.aborted !== true) return transfer(bitmap, [bitmap]);
  bitmap.close();
  throw signal.reason;
}
