import { brokenSlide, unreadableSlide } from "./slide-faults.ts";
import type { StoredLevel } from "./tiled-image.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Level-0 pixels on a side of a level's pixel. Scanners drop or round the last row and column, so
 * that a whole number explains most levels; else the mean of both axes, as OpenSlide takes it.
 */
export function downsampleOf(finest: Size, level: Size): number {
  const mean = (finest.width / level.width + finest.height / level.height) / 2;
  const whole = Math.round(mean);
  const isWhole =
    Math.abs(finest.width / whole - level.width) < 1 &&
    Math.abs(finest.height / whole - level.height) < 1;
  return isWhole ? whole : mean;
}

/** Whether a smaller image shows the same as the finest: its shape differs by rounding alone. */
export function isReduced(finest: Size, level: Size): boolean {
  if (level.width >= finest.width || level.height > finest.height) return false;
  const across = finest.width / level.width;
  const down = finest.height / level.height;
  return Math.abs(finest.height / across - level.height) <= 2 || Math.abs(across / down - 1) < 0.01;
}

/** Four times the largest scanner's slide; beyond it a header is a mistake or an attack. */
export const largestSlideSide = 2 ** 21;
/** A tile is unpacked whole: 2^26 pixels are 200 MB. */
const largestTilePixels = 2 ** 26;

/** Throws `slide-unreadable` where a level's own words cannot be true of a slide. */
export function assertSaneLevels(levels: readonly StoredLevel[], name: string): void {
  for (const { width, height, tileWidth, tileHeight } of levels) {
    const sizes = [width, height, tileWidth, tileHeight];
    if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
      throw brokenSlide(
        `${name} has a level of ${width}x${height} in tiles of ${tileWidth}x${tileHeight}.`,
      );
    }
    if (Math.max(width, height) > largestSlideSide) {
      throw brokenSlide(`${name} claims ${width}x${height} pixels; no scanner makes such a slide.`);
    }
    if (tileWidth * tileHeight > largestTilePixels) {
      throw unreadableSlide(
        `${name} is stored in pieces of ${tileWidth}x${tileHeight} pixels, too large to unpack.`,
      );
    }
  }
}
