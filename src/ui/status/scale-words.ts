import type { ScaleOrigin, SlideDescription } from "#slides/slide-source.ts";

export const originWords: Record<ScaleOrigin, string> = {
  file: "from the slide's file",
  address: "from the address",
  person: "given by you",
};

/** The slide's scale and who said it. */
export function scaleWords({ micronsPerPixel, scaleOrigin }: SlideDescription): string {
  if (micronsPerPixel === null) return "scale unknown";
  const origin = scaleOrigin === null ? "" : `, ${originWords[scaleOrigin]}`;
  return `${Number(micronsPerPixel.toPrecision(4))} µm/px${origin}`;
}
