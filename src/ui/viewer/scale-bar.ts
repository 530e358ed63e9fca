import { figure } from "#ui/language/numbers.ts";
export interface ScaleBarLength {
  /** CSS pixels. */
  readonly width: number;
  /** "200 µm" or "2 mm". */
  readonly label: string;
}

/** CSS pixels a scale bar may take. */
export const mostScaleBarPixels = 140;

/** The longest of 1, 2, 5 times a power of ten that fits; right for a view of `zoom` CSS pixels per level-0 pixel. */
export function scaleBarLength(
  zoom: number,
  micronsPerPixel: number,
  mostPixels: number,
): ScaleBarLength {
  const micronsPerScreenPixel = micronsPerPixel / zoom;
  const most = micronsPerScreenPixel * mostPixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const microns = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  return { width: microns / micronsPerScreenPixel, label: lengthLabel(microns) };
}

export function lengthLabel(microns: number): string {
  return microns >= 1000
    ? `${figure(Number((microns / 1000).toPrecision(3)))} mm`
    : `${figure(Number(microns.toPrecision(3)))} µm`;
}
