import { SharpDecoder } from "#node/sharp-decoder.ts";
import type { SlideDecoders } from "#slides/open-slide.ts";

/** Decoders of tests in whose slides no JPEG 2000 stands. */
export const plainDecoders: SlideDecoders = {
  image: new SharpDecoder(),
  jpeg2000: () => Promise.reject(new Error("no JPEG 2000 here")),
};
