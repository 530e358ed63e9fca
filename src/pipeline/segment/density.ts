import type { LabelMap } from "./flood.ts";
import { PATCH } from "./rules.ts";
import type { CellShape } from "./shape.ts";

/** The ring around a nucleus reaches this far beyond its box, in pixels. */
const RING = 4;
/** Optical density of each byte. */
const DENSITY = Float64Array.from({ length: 256 }, (_, byte) => -Math.log((byte + 1) / 256));

/** Optical density of a cell: means of R, G, B; grey against the ring around; spread of grey. */
export interface CellDensity {
  readonly rgb: readonly [r: number, g: number, b: number];
  readonly aboveRing: number;
  readonly spread: number;
}

/** Optical density planes [3, 256, 256] of pixels in 0..1 [3, 256, 256]. */
export function densityPlanes(pixels: Float32Array): Float64Array {
  const planes = new Float64Array(pixels.length);
  for (let i = 0; i < planes.length; i++) {
    planes[i] = DENSITY[Math.floor((pixels[i] ?? 0) * 255 + 0.5)] ?? 0;
  }
  return planes;
}

/** The densities of one cell; `valid` bounds the ring. */
export function cellDensity(
  planes: Float64Array,
  { labels }: LabelMap,
  label: number,
  shape: CellShape,
  valid: { readonly width: number; readonly height: number },
): CellDensity {
  const plane = PATCH * PATCH;
  let [r, g, b, total, square, ring, around] = [0, 0, 0, 0, 0, 0, 0];
  const right = Math.min(valid.width, shape.x1 + RING);
  const bottom = Math.min(valid.height, shape.y1 + RING);
  for (let y = Math.max(0, shape.y0 - RING); y < bottom; y++) {
    for (let x = Math.max(0, shape.x0 - RING); x < right; x++) {
      const i = y * PATCH + x;
      const owner = labels[i] ?? 0;
      if (owner !== label && owner !== 0) continue;
      const [dr, dg, db] = [planes[i] ?? 0, planes[plane + i] ?? 0, planes[2 * plane + i] ?? 0];
      const grey = (dr + dg + db) / 3;
      if (owner === 0) {
        ring += grey;
        around++;
        continue;
      }
      r += dr;
      g += dg;
      b += db;
      total += grey;
      square += grey * grey;
    }
  }
  const { area } = shape;
  const mean = total / area;
  return {
    rgb: [r / area, g / area, b / area],
    aboveRing: around > 0 ? mean - ring / around : 0,
    spread: Math.sqrt(Math.max(0, square / area - mean * mean)),
  };
}
