import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { SlideDecoders } from "#slides/open-slide.ts";
import { openJpegDecoder } from "#slides/openjpeg.ts";
import { SharpDecoder } from "./sharp-decoder.ts";

const wasm = "@cornerstonejs/codec-openjpeg/decodewasm";

/** Decoders on this computer's processor. */
export function nodeDecoders(): SlideDecoders {
  const read = async () => {
    const bytes = await readFile(createRequire(import.meta.url).resolve(wasm));
    return new Uint8Array(bytes).buffer;
  };
  return { image: new SharpDecoder(), jpeg2000: openJpegDecoder(read) };
}
