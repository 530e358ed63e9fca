import type { ValidSize } from "#pipeline/models.ts";
import { isTissue } from "#pipeline/tissue.ts";
import type { RgbImage } from "#slides/slide-source.ts";

/** How fine what can be seen in a patch is. */
export interface Sharpness {
  /** Variance of the Laplacian of grey (0..255) over the tissue, at 1 um per pixel. */
  readonly detail: number;
  /** Variance of that grey itself. */
  readonly contrast: number;
}

/** Pixels of tissue that say something of focus: 200 um2 of a patch's 16,384. */
const LEAST_TISSUE = 200;

/** Grey and tissue of blocks of pixels. */
interface Grey {
  readonly width: number;
  readonly height: number;
  readonly grey: Float32Array;
  readonly tissue: Uint8Array;
}

/**
 * The sharpness of the tissue in a patch's `valid` part, read over blocks of `block` x `block`
 * pixels; null where there is too little. The edge of what is valid is not looked at.
 */
export function measureSharpness(
  image: RgbImage,
  block: number,
  valid: ValidSize = image,
): Sharpness | null {
  const { width, height, grey, tissue } = greyBlocks(image, block, valid);
  let [count, sum, squares, sumGrey, squaresGrey] = [0, 0, 0, 0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      if (tissue[at] !== 1) continue;
      const here = grey[at] ?? 0;
      const sides = (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0);
      const ends = (grey[at - width] ?? 0) + (grey[at + width] ?? 0);
      const laplacian = sides + ends - 4 * here;
      count += 1;
      sum += laplacian;
      squares += laplacian * laplacian;
      sumGrey += here;
      squaresGrey += here * here;
    }
  }
  if (count < LEAST_TISSUE) return null;
  return {
    detail: squares / count - (sum / count) ** 2,
    contrast: squaresGrey / count - (sumGrey / count) ** 2,
  };
}

function greyBlocks({ width: row, data }: RgbImage, block: number, valid: ValidSize): Grey {
  const width = Math.floor(valid.width / block);
  const height = Math.floor(valid.height / block);
  const grey = new Float32Array(width * height);
  const tissue = new Uint8Array(width * height);
  const area = block * block;
  for (let at = 0; at < grey.length; at += 1) {
    let [red, green, blue] = [0, 0, 0];
    const first = Math.floor(at / width) * block * row + (at % width) * block;
    for (let y = 0; y < block; y += 1) {
      for (let from = (first + y * row) * 3, x = 0; x < block; x += 1, from += 3) {
        red += data[from] ?? 255;
        green += data[from + 1] ?? 255;
        blue += data[from + 2] ?? 255;
      }
    }
    grey[at] = (red + green + blue) / (3 * area);
    tissue[at] = isTissue(red / area, green / area, blue / area) ? 1 : 0;
  }
  return { width, height, grey, tissue };
}
