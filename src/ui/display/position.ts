import type { Level0Point } from "#core/geometry.ts";
import { grouped } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";

export type PositionUnit = "microns" | "pixels";

interface Slide {
  readonly width: number;
  readonly height: number;
  readonly micronsPerPixel: number | null;
}

/** A place as typed, in level-0 pixels, or why there is no such place. */
export type Position =
  | { readonly point: Level0Point; readonly reason?: undefined }
  | { readonly point: null; readonly reason: string };

const numberIn = (text: string): number =>
  text.trim() === "" ? Number.NaN : Number(text.trim().replace(",", "."));

/** Reads two numbers; a decimal comma is taken too. */
export function positionOf(x: string, y: string, unit: PositionUnit, slide: Slide): Position {
  const scale = unit === "microns" ? slide.micronsPerPixel : 1;
  const [across, down] = [numberIn(x), numberIn(y)];
  if (!Number.isFinite(across) || !Number.isFinite(down)) {
    return { point: null, reason: t("display.twoNumbers") };
  }
  if (scale === null) return { point: null, reason: t("display.noScale") };
  const point = [across / scale, down / scale] as const;
  if (isOn(point, slide)) return { point };
  const most = (side: number) => grouped(Math.floor(side * scale));
  const reason = t("display.outside", { x: most(slide.width), y: most(slide.height) });
  return { point: null, reason };
}

const isOn = ([x, y]: Level0Point, { width, height }: Slide): boolean =>
  x >= 0 && y >= 0 && x <= width && y <= height;
