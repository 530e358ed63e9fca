import type { RgbImage } from "#slides/slide-source.ts";

/**
 * Which colours the stain of an image has; the same rule, with its reasons, stands in
 * `training/hwsi/colours.py`.
 */
export interface Colours {
  /** Share of blocks with stain, 0..1. */
  readonly stained: number;
  /** Share of the stain's density that is neither purple nor pink, 0..1. */
  readonly foreign: number;
  /** Share of the stain's density that is brown, 0..1. */
  readonly brown: number;
  /** Optical density (natural logarithm) of the lightest 5 % of the blocks. */
  readonly darkness: number;
}

/** Pixels on the side of a block of a patch; a thumbnail's pixels are blocks already. */
export type Block = 1 | 4;

const LIGHTEST = 0.05;
const MOST_GLASS = 0.5;
const STAINED = 0.45;
const PINK = 0.1;
const NOT_PINK = 0.08;
const BROWN = 0.05;

/** Sums of 16 bytes, and of the three channels. */
const LEVELS = 16 * 255 + 1;
const LIGHT_LEVELS = 3 * (LEVELS - 1) + 1;

/** Optical density of the mean of 16 values, by their sum. */
const DENSITY = Float64Array.from({ length: LEVELS }, (_, sum) => -Math.log((sum / 16 + 1) / 256));
const densityOf = (sum: number): number => DENSITY[sum] ?? 0;

/** Of the image's top left `valid` pixels: what lies beyond the slide is white and no colour of it. */
export function measureColours(
  image: RgbImage,
  block: Block = 4,
  valid: { readonly width: number; readonly height: number } = image,
): Colours {
  const sums = blockSums(image, block, valid);
  const { glass, darkness } = lightOf(sums);
  let [stained, mass, pink, brown] = [0, 0, 0, 0];
  for (let at = 0; at < sums.length; at += 3) {
    const red = Math.max(0, densityOf(sums[at] ?? 0) - glass);
    const green = Math.max(0, densityOf(sums[at + 1] ?? 0) - glass);
    const blue = Math.max(0, densityOf(sums[at + 2] ?? 0) - glass);
    const total = red + green + blue;
    if (total <= STAINED) continue;
    stained += 1;
    mass += total;
    const pinkness = (green - Math.max(red, blue)) / total;
    if (pinkness > PINK) pink += total;
    if (pinkness < NOT_PINK && (blue - red) / total > BROWN) brown += total;
  }
  return {
    stained: stained / Math.max(1, sums.length / 3),
    foreign: 1 - pink / Math.max(mass, 1e-9),
    brown: brown / Math.max(mass, 1e-9),
    darkness,
  };
}

/** Sums of 16 bytes [blocks, 3]; the pixels right and below the last whole block are left out. */
function blockSums(
  { width, data }: RgbImage,
  block: Block,
  valid: { readonly width: number; readonly height: number },
): Uint16Array {
  const columns = Math.floor(valid.width / block);
  const rows = Math.floor(valid.height / block);
  const sums = new Uint16Array(columns * rows * 3);
  const weight = 16 / (block * block);
  for (let y = 0; y < rows * block; y += 1) {
    const row = Math.floor(y / block) * columns;
    for (let x = 0; x < columns * block; x += 1) {
      const into = (row + Math.floor(x / block)) * 3;
      const from = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        sums[into + channel] = (sums[into + channel] ?? 0) + weight * (data[from + channel] ?? 0);
      }
    }
  }
  return sums;
}

/** Density of the glass, taken off all channels alike, and of the light of the lightest blocks. */
function lightOf(sums: Uint16Array): { readonly glass: number; readonly darkness: number } {
  const brightest = new Uint32Array(LEVELS);
  const light = new Uint32Array(LIGHT_LEVELS);
  for (let at = 0; at < sums.length; at += 3) {
    const [red, green, blue] = [sums[at] ?? 0, sums[at + 1] ?? 0, sums[at + 2] ?? 0];
    const most = Math.max(red, green, blue);
    brightest[most] = (brightest[most] ?? 0) + 1;
    light[red + green + blue] = (light[red + green + blue] ?? 0) + 1;
  }
  const rank = Math.floor(LIGHTEST * (sums.length / 3));
  const glass = densityOf(valueFromTop(brightest, rank));
  const darkness = densityOf(Math.floor(valueFromTop(light, rank) / 3));
  return { glass: Math.min(glass, MOST_GLASS), darkness };
}

/** The value with exactly `rank` counted values before it, from the highest down. */
function valueFromTop(counts: Uint32Array, rank: number): number {
  let before = 0;
  for (let value = counts.length - 1; value > 0; value -= 1) {
    before += counts[value] ?? 0;
    if (before > rank) return value;
  }
  return 0;
}
