/** Microns per pixel of a 1x objective: 10, so that 40x is 0.25 um/px and 20x is 0.5 um/px. */
const micronsPerPixelAt1x = 10;

/** What an objective would have to be to show this, one CSS pixel for one pixel of its scan. */
export function magnification(zoom: number, micronsPerPixel: number): number {
  return (micronsPerPixelAt1x * zoom) / micronsPerPixel;
}

export function magnificationLabel(times: number): string {
  return `${times >= 10 ? Math.round(times) : Number(times.toPrecision(2))}×`;
}
