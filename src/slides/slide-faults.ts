import { ParaffinError } from "#core/errors.ts";

/** What is read, in a person's words. */
export const readFormats =
  "SVS, TIFF, OME-TIFF, DICOM, Deep Zoom (.dzi, folder or zip), IIIF, PNG, JPEG, WebP, AVIF";

/** A file of no format that is read here, or of a kind of it that is not. */
export function unreadableSlide(fact: string, cause?: unknown): ParaffinError {
  const remedy = `Read here are ${readFormats}. What libvips reads becomes Deep Zoom with \`vips dzsave slide.xyz slide --properties\`.`;
  return new ParaffinError("slide-unreadable", fact, remedy, { cause });
}

/** A file of a known format that is cut short, damaged, or made to do harm. */
export function brokenSlide(fact: string, cause?: unknown): ParaffinError {
  const remedy = "Copy the slide again from where it came from; nothing was read from this one.";
  return new ParaffinError("slide-unreadable", fact, remedy, { cause });
}

export function missingTile(fact: string, cause?: unknown): ParaffinError {
  const remedy =
    "Check that the whole slide was copied, with all its files, and is still where it was.";
  return new ParaffinError("slide-tile-missing", fact, remedy, { cause });
}

export function unknownScale(fact: string): ParaffinError {
  const remedy = "Enter the slide's microns per pixel; 0.5 is usual at 20x, 0.25 at 40x.";
  return new ParaffinError("slide-scale-unknown", fact, remedy);
}

/** Whether a slide of tissue can have this many microns per pixel. */
export function isPlausibleScale(micronsPerPixel: number): boolean {
  return micronsPerPixel >= 0.01 && micronsPerPixel <= 100;
}

export function assertPlausibleScale(micronsPerPixel: number): void {
  if (isPlausibleScale(micronsPerPixel)) return;
  throw unknownScale(`${micronsPerPixel} is no microns per pixel of a slide (0.01 to 100).`);
}

/** The scale of a file's own words, null where it says none that a slide can have. */
export function scaleOfFile(micronsPerPixel: number | null): number | null {
  return micronsPerPixel !== null && isPlausibleScale(micronsPerPixel) ? micronsPerPixel : null;
}
