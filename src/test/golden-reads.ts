import type { Level0Rect } from "#core/geometry.ts";
import type { SlideSource } from "#slides/slide-source.ts";

/** Where the goldens lie below fixtures/. */
export const goldenFolder = "goldens/reads";

export interface GoldenSlide {
  /** Beside reads.json, or in fixtures/slides-small. */
  readonly file: string;
  /** Largest difference of a value, of 255, from what libvips reads. */
  readonly tolerance: number;
}

/** JPEG decoders round differently; what is stored without loss has one reading only. */
const lossy = 2;

/** Files of fixtures/goldens/reads. */
export const goldenFiles: readonly GoldenSlide[] = [
  { file: "raw.tif", tolerance: 0 },
  { file: "deflate.tif", tolerance: 0 },
  { file: "lzw.tif", tolerance: 0 },
  { file: "jpeg-ycbcr.tif", tolerance: lossy },
  { file: "jpeg-rgb.tif", tolerance: lossy },
  { file: "native.dcm", tolerance: 0 },
  { file: "jpeg.dcm", tolerance: lossy },
  { file: "jpeg2000.dcm", tolerance: 0 },
];

/** Deep Zoom of fixtures/slides-small, whose tiles overlap. */
export const goldenPyramids: readonly GoldenSlide[] = [
  { file: "painted-png.dzi", tolerance: 0 },
  { file: "painted-webp.dzi", tolerance: 0 },
  { file: "painted-jpeg.dzi", tolerance: lossy },
];

/** Every slide here is of 0.25 um/px. */
export const goldenScale = 0.25;
/** 0.25, 0.5, 1 and 8 um/px, as level-0 pixels on the side of a pixel. */
export const goldenDownsamples = [1, 2, 4, 32] as const;
const [columns, rows] = [6, 5];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Over the first corner, over borders of tiles, and over the last corner. */
export function goldenPlaces(
  { width, height }: Size,
  tile: Size,
  downsample: number,
): readonly Level0Rect[] {
  const size = { width: columns * downsample, height: rows * downsample };
  const before = (edge: number, pixels: number) =>
    (Math.floor(edge / downsample) - pixels) * downsample;
  return [
    { x: -2 * downsample, y: -downsample, ...size },
    { x: before(tile.width, 3), y: before(tile.height, 2), ...size },
    { x: before(width, 4), y: before(height, 3), ...size },
  ];
}

/** RGB bytes of every place at every scale, as the models read them. */
export async function readGoldens(slide: SlideSource): Promise<readonly Uint8Array[]> {
  const { width, height, levels } = await slide.describe();
  const reads: Uint8Array[] = [];
  for (const downsample of goldenDownsamples) {
    for (const place of goldenPlaces({ width, height }, tileOf(levels), downsample)) {
      reads.push((await slide.read(place, goldenScale * downsample)).data);
    }
  }
  return reads;
}

function tileOf(levels: readonly { readonly tileWidth: number; readonly tileHeight: number }[]) {
  const [finest] = levels;
  return { width: finest?.tileWidth ?? 0, height: finest?.tileHeight ?? 0 };
}

export const encodeGolden = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
export const decodeGolden = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
