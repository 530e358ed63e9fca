import type { SlideDescription } from "#slides/slide-source.ts";
import type { View } from "#stores/view-store.ts";
import { magnification, roundedTimes } from "#ui/viewer/magnification.ts";

/** "biopsy-12-x4100-y2200-20x.png": which slide, where in level-0 pixels, how large. */
export function pictureName(
  { name, micronsPerPixel }: Pick<SlideDescription, "name" | "micronsPerPixel">,
  { centre, zoom }: Pick<View, "centre" | "zoom">,
): string {
  const slide = name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "") || "slide";
  const [x, y] = centre.map(Math.round);
  const times =
    micronsPerPixel === null
      ? `${Number((zoom * 100).toPrecision(2))}percent`
      : `${roundedTimes(magnification(zoom, micronsPerPixel))}x`;
  return `${slide}-x${x}-y${y}-${times}.png`;
}
