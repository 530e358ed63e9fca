import type { Level0Point } from "#core/geometry.ts";

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
    return { point: null, reason: "Two numbers are needed." };
  }
  if (scale === null) return { point: null, reason: "This slide has no scale yet; use pixels." };
  const point = [across / scale, down / scale] as const;
  if (isOn(point, slide)) return { point };
  const most = [slide.width, slide.height].map((side) =>
    Math.floor(side * scale).toLocaleString("en"),
  );
  return {
    point: null,
    reason: `Outside of the slide: x goes from 0 to ${most[0]}, y from 0 to ${most[1]}.`,
  };
}

const isOn = ([x, y]: Level0Point, { width, height }: Slide): boolean =>
  x >= 0 && y >= 0 && x <= width && y <= height;
