import type { RgbImage } from "#slides/slide-source.ts";

/** A part of an image, white where the image ends. */
export function crop(
  image: RgbImage,
  x: number,
  y: number,
  width: number,
  height: number,
): RgbImage {
  const data = new Uint8Array(width * height * 3).fill(255);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      data.set(pixelOf(image, x + column, y + row), (row * width + column) * 3);
    }
  }
  return { width, height, data };
}

/** The plain average of each `side` x `side` square, in doubles, of an image that they fill. */
export function averageSquares(image: RgbImage, side: number): number[] {
  const columns = Math.floor(image.width / side);
  const rows = Math.floor(image.height / side);
  const sums = new Array<number>(columns * rows * 3).fill(0);
  for (let y = 0; y < rows * side; y++) {
    for (let x = 0; x < columns * side; x++) {
      const square = Math.floor(y / side) * columns + Math.floor(x / side);
      for (const [band, value] of pixelOf(image, x, y).entries()) {
        sums[square * 3 + band] = (sums[square * 3 + band] ?? 0) + value / side ** 2;
      }
    }
  }
  return sums;
}

/** Largest and mean absolute difference of two equally long rows of bytes. */
export function difference(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
): { largest: number; mean: number } {
  if (found.length !== expected.length) throw new RangeError("images of different sizes");
  const distances = Array.from(found, (value, at) =>
    Math.abs(value - (expected[at] ?? Number.NaN)),
  );
  const largest = distances.reduce((most, distance) => Math.max(most, distance), 0);
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  return { largest, mean };
}

function pixelOf({ width, height, data }: RgbImage, x: number, y: number): readonly number[] {
  if (x < 0 || y < 0 || x >= width || y >= height) return [255, 255, 255];
  const at = (y * width + x) * 3;
  return [...data.subarray(at, at + 3)];
}
