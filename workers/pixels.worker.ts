import wasmUrl from "@cornerstonejs/codec-openjpeg/decodewasm?url";
import { expose } from "comlink";
import { installTransferHandlers } from "#core/wire.ts";
import { CanvasDecoder } from "#slides/canvas-decoder.ts";
import { openSlide } from "#slides/open-slide.ts";
import { openJpegDecoder } from "#slides/openjpeg.ts";
import type { PixelsApi } from "#workers/pixels/pixels-api.ts";
import { transferredSlide } from "#workers/pixels/transferred-slide.ts";

const fetchDecoder = async () => {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`the JPEG 2000 decoder answered with ${response.status}`);
  return response.arrayBuffer();
};
const decoders = { image: new CanvasDecoder(), jpeg2000: openJpegDecoder(fetchDecoder) };
const pixels: PixelsApi = {
  openSlide: async (origin, options) =>
    transferredSlide(await openSlide(origin, decoders, options)),
};

installTransferHandlers();
expose(pixels);
