import type { LongOptions } from "#core/progress.ts";
import { tissueMask } from "#pipeline/tissue.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { searchFolds } from "./folds.ts";
import { inkLimits, markInk } from "./ink.ts";
import type { PlaceMap } from "./places.ts";

/** Regions judged before the page may draw again: some ten milliseconds each. */
const AT_ONCE = 4;

/**
 * Background, tissue, pen and fold at each low-power pixel of a slide's regions with tissue. Both
 * are told against the slide's own tissue, so all regions are judged together.
 */
export async function markPlaces(
  images: readonly RgbImage[],
  { signal }: LongOptions = {},
): Promise<readonly PlaceMap[]> {
  const maps = images.map((image) => tissueMask(image));
  const limits = inkLimits(images, maps);
  const folds = searchFolds();
  for (const judge of [
    (image: RgbImage, map: PlaceMap) => {
      if (limits !== null) markInk(image, map, limits);
      folds.see(image, map);
    },
    folds.mark,
  ]) {
    for (const [index, image] of images.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      judge(image, maps[index] as PlaceMap);
    }
  }
  return maps;
}
