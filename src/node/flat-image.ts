import type { Level0Rect } from "#core/geometry.ts";
import type { PixelBounds } from "#slides/pyramid.ts";
import { readRect } from "#slides/read-rect.ts";
import { assertPlausibleScale, missingTile, unknownScale } from "#slides/slide-faults.ts";
import type { ReadOptions, RgbImage, SlideDescription, SlideSource } from "#slides/slide-source.ts";

/** An image without a pyramid, held whole, and read in microns as a slide is. */
export class FlatImage implements SlideSource {
  readonly #image: RgbImage;
  readonly #named: { readonly name: string; readonly format: string };
  #micronsPerPixel: number | null = null;

  constructor(image: RgbImage, named: { readonly name: string; readonly format: string }) {
    this.#image = image;
    this.#named = named;
  }

  async describe(): Promise<SlideDescription> {
    const { width, height } = this.#image;
    return {
      name: this.#named.name,
      width,
      height,
      micronsPerPixel: this.#micronsPerPixel,
      scaleOrigin: this.#micronsPerPixel === null ? null : "person",
      objectivePower: null,
      tileSize: Math.max(width, height),
      tileOverlap: 0,
      tileFormat: this.#named.format,
      levels: 1,
    };
  }

  async setMicronsPerPixel(micronsPerPixel: number): Promise<SlideDescription> {
    assertPlausibleScale(micronsPerPixel);
    this.#micronsPerPixel = micronsPerPixel;
    return this.describe();
  }

  async read(
    rect: Level0Rect,
    micronsPerPixel: number,
    { signal }: ReadOptions = {},
  ): Promise<RgbImage> {
    if (this.#micronsPerPixel === null) {
      throw unknownScale(`${this.#named.name} does not state its scale.`);
    }
    return readRect(rect, micronsPerPixel / this.#micronsPerPixel, {
      downsample: 1,
      assemble: async (bounds) => {
        signal?.throwIfAborted();
        return cut(this.#image, bounds);
      },
    });
  }

  readTile(): Promise<Blob> {
    return Promise.reject(missingTile(`${this.#named.name} is an image without tiles.`));
  }

  async dispose(): Promise<void> {}
}

/** The pixels inside `bounds`, white where the image ends. */
function cut(image: RgbImage, bounds: PixelBounds): RgbImage {
  const width = bounds.x1 - bounds.x0;
  const height = bounds.y1 - bounds.y0;
  const data = new Uint8Array(width * height * 3).fill(255);
  const x0 = Math.max(0, bounds.x0);
  const x1 = Math.min(image.width, bounds.x1);
  for (let y = Math.max(0, bounds.y0); y < Math.min(image.height, bounds.y1) && x0 < x1; y += 1) {
    const row = image.data.subarray((y * image.width + x0) * 3, (y * image.width + x1) * 3);
    data.set(row, ((y - bounds.y0) * width + x0 - bounds.x0) * 3);
  }
  return { width, height, data };
}
