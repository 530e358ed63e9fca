import type { Patch, PatchGrid } from "#pipeline/decompose.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { measureSharpness, type Sharpness } from "./sharpness.ts";

/** Focus is read at this scale: noise and JPEG of finer pixels average out, blur of 2 um stays. */
const FOCUS_MICRONS_PER_PIXEL = 1;
/** A scan with pixels coarser than this cannot show whether it is in focus. */
const COARSEST_SCAN = 1.05;

/**
 * Detail (variance of the Laplacian) below which any tissue is out of focus. Of real H&E in focus
 * 99 % has more than 700, of a scan with pixels of 1 um more than 94; blurred by a Gaussian of 2 um
 * the median is 15 to 50.
 */
const LEAST_DETAIL = 45;
/** ... and below which it is on a slide whose median patch is sharp: as blurred by 1.5 um. */
const OF_MEDIAN = 0.05;
/** Where detail is more than this share of the contrast, what little there is is sharp or noise. */
const MOST_OF_CONTRAST = 0.35;

/** Looks at patches while they pass to the encoder, so that no pixel is read twice. */
export interface FocusWatch {
  /** Called with each patch's pixels, before they are handed over. */
  readonly see: (image: RgbImage, index: number) => void;
  /** The patches out of focus, once all were seen: what is sharp in one half is sharp. */
  readonly blurred: () => ReadonlySet<Patch>;
}

/** Watches the patches of a scan whose own pixels are `scanned` microns wide. */
export function watchFocus(
  patches: readonly Patch[],
  { micronsPerPixel }: Pick<PatchGrid, "micronsPerPixel">,
  scanned: number,
): FocusWatch {
  if (scanned > COARSEST_SCAN) return { see: () => {}, blurred: () => new Set() };
  const block = Math.max(1, Math.round(FOCUS_MICRONS_PER_PIXEL / micronsPerPixel));
  const seen = new Map<Patch, Sharpness>();
  return {
    see: (image, index) => {
      const patch = patches[index];
      const sharpness = patch && measureSharpness(image, block, patch.valid);
      if (patch && sharpness) seen.set(patch, sharpness);
    },
    blurred: () => {
      const limit = leastDetail([...seen.values()]);
      const isBlurred = ({ detail, contrast }: Sharpness) =>
        detail < limit && detail < MOST_OF_CONTRAST * contrast;
      return new Set([...seen].flatMap(([patch, found]) => (isBlurred(found) ? [patch] : [])));
    },
  };
}

function leastDetail(seen: readonly Sharpness[]): number {
  const details = seen.map(({ detail }) => detail).toSorted((a, b) => a - b);
  return Math.max(LEAST_DETAIL, OF_MEDIAN * (details[Math.floor(details.length / 2)] ?? 0));
}
