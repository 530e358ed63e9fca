import type { RgbImage } from "#slides/slide-source.ts";
import { densityOf } from "./density.ts";
import { createHistogram } from "./histogram.ts";
import { PLACE, type PlaceMap } from "./places.ts";

/** Limits of the densities that a stain of this slide can have; beyond them it is ink. */
export interface InkLimits {
  /** Of red less green, as a share of the density of all three. */
  readonly cool: number;
  /** Of green less red. */
  readonly red: number;
}

/** Density of the three channels together from which a colour is to be trusted. */
const COLOURED = 0.25;
/**
 * Haematoxylin and eosin both take most of the green light. Red less green, as a share of the
 * density: never above -0.014 in 380,000 low-power pixels of real H&E without ink (CoNSeP,
 * BRCA-M2C, two slides), 0 to 0.6 in blue and green ink. A bluish haematoxylin
 * moves the whole slide, so the limit keeps its distance from the slide's median.
 */
const COOL = 0.02;
const COOL_BEYOND_MEDIAN = 0.2;
/** Navy ink is as purple as haematoxylin; but of tissue as dense as this that share is below -0.09. */
const DENSE = 1.6;
const COOL_WHERE_DENSE = 0.08;
/**
 * Black ink takes all light alike; dense H&E parts the channels by 0.118 of its density or more, but
 * in 2 of 13,000 pixels. Melanin is brown. Dust of coal is black, and would be taken for ink.
 */
const BLACK = 1.2;
const BLACK_SPREAD = 0.1;
/**
 * Red ink is eosin's own hue and told by strength alone: green less red is at most 0.56 on real
 * H&E, 0.71 on the reddest slide (2.4 times its median), 0.45 in clotted blood.
 */
const RED = 0.6;
const RED_OVER_MEDIAN = 2.5;
/** Green's lead over red and blue, as a share, from which a pixel has the colour of H&E ... */
const STAINED_LEAD = 0.05;
/** ... and the share of such pixels below which a slide is no H&E, so that nothing on it is ink. */
const LEAST_STAINED = 0.2;

/** The limits for a slide, by the low-power pixels of its tissue; null where it is no H&E. */
export function inkLimits(
  images: readonly RgbImage[],
  tissue: readonly PlaceMap[],
): InkLimits | null {
  const cool = createHistogram(-1, 1, 400);
  const redness = createHistogram(-2.4, 2.4, 480);
  let [pixels, stained] = [0, 0];
  for (const [index, { data }] of images.entries()) {
    const places = tissue[index]?.data ?? new Uint8Array();
    for (let pixel = 0; pixel < places.length; pixel += 1) {
      if (places[pixel] === PLACE.background) continue;
      const red = densityOf(data[pixel * 3] ?? 255);
      const green = densityOf(data[pixel * 3 + 1] ?? 255);
      const blue = densityOf(data[pixel * 3 + 2] ?? 255);
      const total = red + green + blue;
      pixels += 1;
      if (green - Math.max(red, blue) > STAINED_LEAD * total) stained += 1;
      redness.add(green - red);
      if (total > COLOURED) cool.add((red - green) / total);
    }
  }
  if (stained < LEAST_STAINED * pixels) return null;
  return {
    cool: Math.max(COOL, cool.quantile(0.5) + COOL_BEYOND_MEDIAN),
    red: Math.max(RED, RED_OVER_MEDIAN * redness.quantile(0.5)),
  };
}

/** Whether a low-power pixel is pen or another ink: blue, green, black or strong red. */
export function isInk(
  [red, green, blue]: readonly [red: number, green: number, blue: number],
  limits: InkLimits,
): boolean {
  const densities = [densityOf(red), densityOf(green), densityOf(blue)] as const;
  const [ofRed, ofGreen, ofBlue] = densities;
  const total = ofRed + ofGreen + ofBlue;
  const cool = limits.cool - (total > DENSE ? COOL_WHERE_DENSE : 0);
  if (total > COLOURED && ofRed - ofGreen > cool * total) return true;
  const spread = Math.max(...densities) - Math.min(...densities);
  if (total > BLACK && spread < BLACK_SPREAD * total) return true;
  return ofGreen - ofRed > limits.red;
}

/** Turns the tissue of a map that is ink into pen. */
export function markInk({ data }: RgbImage, places: PlaceMap, limits: InkLimits): void {
  for (let pixel = 0, at = 0; pixel < places.data.length; pixel += 1, at += 3) {
    if (places.data[pixel] !== PLACE.tissue) continue;
    const colour = [data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255] as const;
    if (isInk(colour, limits)) places.data[pixel] = PLACE.pen;
  }
}
