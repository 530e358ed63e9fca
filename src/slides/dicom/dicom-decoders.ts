import type { Jpeg2000Decoder } from "#slides/jpeg2000-decoder.ts";
import type { TileDecoder } from "#slides/tile-decoder.ts";

/** What turns stored frames into pixels on this machine. */
export interface DicomDecoders {
  /** Asked at opening alone, where a file does not say in which order its frames run. */
  readonly image: TileDecoder;
  readonly jpeg2000: Jpeg2000Decoder;
}
