import { ParaffinError } from "#core/errors.ts";

const convert =
  "Convert the slide with `vips dzsave slide.svs slide --properties` and open slide.dzi.";

export function unreadableSlide(fact: string, cause?: unknown): ParaffinError {
  return new ParaffinError("slide-unreadable", fact, convert, { cause });
}

export function missingTile(fact: string, cause?: unknown): ParaffinError {
  const remedy =
    "Check that the whole slide was copied: the .dzi and its _files folder lie side by side.";
  return new ParaffinError("slide-tile-missing", fact, remedy, { cause });
}

export function unknownScale(fact: string): ParaffinError {
  const remedy = "Enter the slide's microns per pixel; 0.5 is usual at 20x, 0.25 at 40x.";
  return new ParaffinError("slide-scale-unknown", fact, remedy);
}

/** The range of microns per pixel that a slide of tissue can have. */
export function assertPlausibleScale(micronsPerPixel: number): void {
  if (micronsPerPixel >= 0.01 && micronsPerPixel <= 100) return;
  throw unknownScale(`${micronsPerPixel} is no microns per pixel of a slide (0.01 to 100).`);
}
