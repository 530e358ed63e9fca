import type { Manifest } from "#packs/manifest.ts";

/** The area of so many patches: "0.52 mm²"; of one with a third decimal, as the answers say it. */
export function areaWords(
  patches: number,
  { patchPixels, micronsPerPixel }: Pick<Manifest, "patchPixels" | "micronsPerPixel">,
): string {
  const squareMillimetres = patches * ((patchPixels * micronsPerPixel) / 1000) ** 2;
  return `${squareMillimetres.toFixed(patches === 1 ? 3 : 2)} mm²`;
}
