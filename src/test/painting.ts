import type { RgbImage } from "#slides/slide-source.ts";

/** The picture of fixtures/slides-small, as its make.py paints it. */
export const painting: RgbImage = paint(300, 220);

function paint(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(colourAt(x, y), (y * width + x) * 3);
  }
  return { width, height, data };
}

function colourAt(x: number, y: number): readonly number[] {
  if ((x - 160) ** 2 + (y - 100) ** 2 < 60 ** 2) return [60, 20, 90];
  return [wave(x + 2 * y), wave(3 * x + y), wave(Math.floor(x / 2) + 50)];
}

/** Triangle wave of whole numbers, 0 to 254, period 254. */
function wave(value: number): number {
  return Math.abs((value % 254) - 127) * 2;
}
