import type { SlideOrigin } from "#engine/engine.ts";

const demoAddress = "demo/slide.dzi";
const packAddress = "pack/manifest.json";

/** What the page's own address asks for. */
export interface Asked {
  readonly slide: SlideOrigin;
  /** Address of the pack's manifest. */
  readonly pack: string;
}

/** `?slide=<.dzi>&mpp=<um/px>&pack=<manifest.json>`, each resolved against the page. */
export function askedBy(pageUrl: string): Asked {
  const { searchParams } = new URL(pageUrl);
  const slide = searchParams.get("slide") ?? demoAddress;
  return {
    slide: slideAt(slide, searchParams.get("mpp"), pageUrl),
    pack: new URL(searchParams.get("pack") ?? packAddress, pageUrl).href,
  };
}

export const demoSlide = (pageUrl: string): SlideOrigin => slideAt(demoAddress, null, pageUrl);

/** An address typed by a person; its scale is taken only when it is a positive number. */
export function slideAt(address: string, mpp: string | null, pageUrl: string): SlideOrigin {
  const { href } = new URL(address.trim(), pageUrl);
  return { kind: "url", url: href, micronsPerPixel: micronsPerPixelOf(mpp) };
}

/** Positive microns per pixel, or null: a scale is never guessed. Takes a decimal comma too. */
export function micronsPerPixelOf(text: string | null): number | null {
  const value = Number(text?.trim().replace(",", ".") || Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : null;
}
