import { figure } from "#ui/language/numbers.ts";

/** Microns per pixel of a 1x objective: 10, so that 40x is 0.25 um/px and 20x is 0.5 um/px. */
const micronsPerPixelAt1x = 10;

/** What an objective would have to be to show this, one CSS pixel for one pixel of its scan. */
export function magnification(zoom: number, micronsPerPixel: number): number {
  return (micronsPerPixelAt1x * zoom) / micronsPerPixel;
}

/** Magnifications of the keys 1 to 7; those of HistomicsUI, and 1.25x to see the whole. */
export const magnifications = [1.25, 2.5, 5, 10, 20, 40, 80] as const;

/** CSS pixels for one level-0 pixel; without a scale the full size stands for 40x. */
export function zoomAt(times: number, micronsPerPixel: number | null): number {
  return times / (micronsPerPixel === null ? 40 : micronsPerPixelAt1x / micronsPerPixel);
}

export const roundedTimes = (times: number): number =>
  times >= 10 ? Math.round(times) : Number(times.toPrecision(2));

export const magnificationLabel = (times: number): string => `${figure(roundedTimes(times))}×`;
