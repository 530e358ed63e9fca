import type { Manifest } from "#packs/manifest.ts";
import { figure } from "#ui/language/numbers.ts";

/** The area of so many patches: "0.52 mm²"; of one with a third decimal, as the answers say it. */
export function areaWords(
  patches: number,
  { patchPixels, micronsPerPixel }: Pick<Manifest, "patchPixels" | "micronsPerPixel">,
): string {
  const squareMillimetres = patches * ((patchPixels * micronsPerPixel) / 1000) ** 2;
  return `${figure(squareMillimetres.toFixed(patches === 1 ? 3 : 2))} mm²`;
}
