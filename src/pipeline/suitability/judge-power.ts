import type { Suitability } from "#pipeline/suitability.ts";

/** Beyond this many times the models' own scale a nucleus is under four pixels wide. */
const COARSEST = 2;

/** A scan too coarse for the models, or null where it is fine enough; both in microns per pixel. */
export function judgePower(slideScale: number, packScale: number): Suitability | null {
  const score = slideScale / (COARSEST * packScale);
  if (score <= 1) return null;
  const reason = `It was scanned at ${Number(slideScale.toPrecision(3))} microns per pixel; the models work at ${packScale} and cannot see nuclei in it.`;
  return { verdict: "unsuitable", score, reason };
}
