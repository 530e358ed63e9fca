import type { RgbImage } from "#slides/slide-source.ts";
import { densityOf, eosinOf, haematoxylinOf } from "./density.ts";
import { createHistogram, type Histogram } from "./histogram.ts";
import { pieces } from "./pieces.ts";
import { PLACE, type PlaceMap } from "./places.ts";

/** Densities of the tissue of a slide; smoothed over 3 x 3 low-power pixels (24 um). */
export interface TissueDensity {
  /** Of red, green and blue together. */
  readonly total: Float32Array;
  readonly haematoxylin: Float32Array;
  readonly eosin: Float32Array;
}

/** A fold exceeds all three. */
export type FoldLimits = Readonly<Record<keyof TissueDensity, number>>;

/**
 * Where tissue lies twice, light passes both stains twice (Kothari et al. 2013 and Bautista and
 * Yagi 2010 find folds so, by saturation less intensity). How dark tissue gets differs from slide
 * to slide, so a fold is darker than four fifths of the slide's own tissue, and by this much ...
 */
const DENSE_RANK = 0.8;
const DENSER = 1.3;
/** ... and has at least this much of its median haematoxylin and eosin: no lymphocytes, no blood. */
const OF_EACH_STAIN = 0.8;
/** Mean density of the three channels below which nothing is a fold: 0.2 is pale tissue. */
const LEAST_TOTAL = 0.6;
/** Smallest fold: 48 pixels of 8 um are 3,072 um2. */
const LEAST_PIXELS = 48;

export interface FoldSearch {
  /** Adds a region's tissue to what is known of the slide's. */
  readonly see: (image: RgbImage, places: PlaceMap) => void;
  /** Turns the tissue of a region that is folded into fold, once all regions were seen. */
  readonly mark: (image: RgbImage, places: PlaceMap) => void;
}

export function searchFolds(): FoldSearch {
  const seen: Record<keyof TissueDensity, Histogram> = {
    total: createHistogram(0, 6, 1200),
    haematoxylin: createHistogram(0, 4, 1600),
    eosin: createHistogram(0, 4, 1600),
  };
  return {
    see: (image, places) => {
      const density = tissueDensity(image, places);
      for (let pixel = 0; pixel < places.data.length; pixel += 1) {
        if (places.data[pixel] !== PLACE.tissue) continue;
        seen.total.add(density.total[pixel] ?? 0);
        seen.haematoxylin.add(density.haematoxylin[pixel] ?? 0);
        seen.eosin.add(density.eosin[pixel] ?? 0);
      }
    },
    mark: (image, places) => {
      const limits = {
        total: Math.max(LEAST_TOTAL, DENSER * seen.total.quantile(DENSE_RANK)),
        haematoxylin: OF_EACH_STAIN * seen.haematoxylin.quantile(0.5),
        eosin: OF_EACH_STAIN * seen.eosin.quantile(0.5),
      };
      markFolds(tissueDensity(image, places), places, limits);
    },
  };
}

function markFolds(density: TissueDensity, places: PlaceMap, limits: FoldLimits): void {
  const isFolded = (pixel: number): boolean =>
    places.data[pixel] === PLACE.tissue &&
    (density.total[pixel] ?? 0) > limits.total &&
    (density.haematoxylin[pixel] ?? 0) > limits.haematoxylin &&
    (density.eosin[pixel] ?? 0) > limits.eosin;
  for (const piece of pieces(places, isFolded)) {
    if (piece.length < LEAST_PIXELS) continue;
    for (const pixel of piece) places.data[pixel] = PLACE.fold;
  }
}

function tissueDensity({ data }: RgbImage, places: PlaceMap): TissueDensity {
  const empty = () => new Float32Array(places.data.length);
  const [count, total, haematoxylin, eosin] = [empty(), empty(), empty(), empty()];
  for (let pixel = 0; pixel < places.data.length; pixel += 1) {
    if (places.data[pixel] !== PLACE.tissue) continue;
    const red = densityOf(data[pixel * 3] ?? 255);
    const green = densityOf(data[pixel * 3 + 1] ?? 255);
    const blue = densityOf(data[pixel * 3 + 2] ?? 255);
    count[pixel] = 1;
    total[pixel] = red + green + blue;
    haematoxylin[pixel] = haematoxylinOf(red, green, blue);
    eosin[pixel] = eosinOf(red, green, blue);
  }
  const near = sumsAround(count, places);
  const meanOf = (plane: Float32Array): Float32Array => {
    const sums = sumsAround(plane, places);
    for (let at = 0; at < sums.length; at += 1)
      sums[at] = (sums[at] ?? 0) / Math.max(1, near[at] ?? 1);
    return sums;
  };
  return { total: meanOf(total), haematoxylin: meanOf(haematoxylin), eosin: meanOf(eosin) };
}

/** Sums over 3 x 3 pixels, fewer at the edges. */
function sumsAround(plane: Float32Array, { width, height }: PlaceMap): Float32Array {
  const across = new Float32Array(plane.length);
  const sums = new Float32Array(plane.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const left = x > 0 ? (plane[at - 1] ?? 0) : 0;
      const right = x < width - 1 ? (plane[at + 1] ?? 0) : 0;
      across[at] = left + (plane[at] ?? 0) + right;
    }
  }
  for (let at = 0; at < plane.length; at += 1) {
    // beyond the first and last row the typed array has nothing
    sums[at] = (across[at - width] ?? 0) + (across[at] ?? 0) + (across[at + width] ?? 0);
  }
  return sums;
}
