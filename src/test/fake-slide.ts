import type { Level0Rect } from "#core/geometry.ts";
import type { RgbImage, SlideDescription, SlideSource } from "#slides/slide-source.ts";
import { describedAs } from "./described-as.ts";

/** What was read of a fake slide, in order. */
export interface FakeRead {
  readonly rect: Level0Rect;
  readonly micronsPerPixel: number;
}

export interface FakeSlide extends SlideSource {
  readonly reads: FakeRead[];
}

export type Colour = readonly [red: number, green: number, blue: number];
export const GLASS: Colour = [255, 255, 255];
export const EOSIN: Colour = [230, 150, 190];

interface FakeSize {
  readonly width: number;
  readonly height: number;
  readonly micronsPerPixel: number | null;
}

/** A slide that is `colourAt` wherever it is asked (level-0 pixels) and glass outside. */
export function fakeSlide(
  size: FakeSize,
  colourAt: (x: number, y: number) => Colour = () => EOSIN,
): FakeSlide {
  const reads: FakeRead[] = [];
  const description = describeFake(size);
  return {
    reads,
    describe: async () => description,
    setMicronsPerPixel: async () => description,
    async read(rect, micronsPerPixel, { signal } = {}) {
      reads.push({ rect, micronsPerPixel });
      await Promise.resolve();
      signal?.throwIfAborted();
      const scale = micronsPerPixel / (size.micronsPerPixel ?? 1);
      return paint(
        Math.round(rect.width / scale),
        Math.round(rect.height / scale),
        (column, row) => {
          const x = rect.x + (column + 0.5) * scale;
          const y = rect.y + (row + 0.5) * scale;
          return x < size.width && y < size.height ? colourAt(x, y) : GLASS;
        },
      );
    },
    readTile: () => Promise.reject(new Error("a fake slide has no tiles")),
    readPicture: () => Promise.reject(new Error("a fake slide has no pictures")),
    dispose: async () => undefined,
  };
}

function describeFake(size: FakeSize): SlideDescription {
  return {
    name: "fake",
    ...size,
    scaleOrigin: size.micronsPerPixel === null ? null : "person",
    ...describedAs({ ...size, tileSize: 254 }),
  };
}

/** An image whose pixel (x, y) is `colourAt(x, y)`. */
export function paint(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => Colour,
): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.set(colourAt(x, y), (y * width + x) * 3);
  }
  return { width, height, data };
}
