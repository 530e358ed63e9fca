import type { SlideDescription } from "#slides/slide-source.ts";

type Described = Omit<
  SlideDescription,
  "name" | "width" | "height" | "micronsPerPixel" | "scaleOrigin"
>;

/** What a fake slide says of itself: levels that halve down to one tile. */
export function describedAs(size: {
  readonly width: number;
  readonly height: number;
  readonly tileSize: number;
}): Described {
  const count = Math.ceil(Math.log2(Math.max(size.width, size.height))) + 1;
  return {
    format: "fake",
    vendor: null,
    compression: "PNG",
    objectivePower: null,
    hasColourProfile: false,
    notes: [],
    pictures: [],
    levels: Array.from({ length: count }, (_, level) => ({
      width: Math.ceil(size.width / 2 ** level),
      height: Math.ceil(size.height / 2 ** level),
      downsample: 2 ** level,
      tileWidth: size.tileSize,
      tileHeight: size.tileSize,
      overlap: 0,
      isStored: true,
    })),
  };
}
