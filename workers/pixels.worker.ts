import { expose } from "comlink";
import { installTransferHandlers } from "#core/wire.ts";
import { CanvasDecoder } from "#slides/canvas-decoder.ts";
import { openSlide } from "#slides/open-dzi.ts";
import type { PixelsApi } from "#workers/pixels/pixels-api.ts";
import { transferredSlide } from "#workers/pixels/transferred-slide.ts";

const decoder = new CanvasDecoder();
const pixels: PixelsApi = {
  openSlide: async (origin, options) => transferredSlide(await openSlide(origin, decoder, options)),
};

installTransferHandlers();
expose(pixels);
