import type { ProxyMarked } from "comlink";
import type { SlideOrigin } from "#slides/slide-origin.ts";
import type { ReadOptions, SlideSource } from "#slides/slide-source.ts";

/** What the pixels worker answers. Each slide stays in the worker until its `dispose`. */
export interface PixelsApi {
  openSlide(origin: SlideOrigin, options?: ReadOptions): Promise<SlideSource & ProxyMarked>;
}
