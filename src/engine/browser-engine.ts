import { type Remote, wrap } from "comlink";
import { installTransferHandlers } from "#core/wire.ts";
import { downloadPack } from "#packs/download-pack.ts";
import type { PixelsApi } from "#workers/pixels/pixels-api.ts";
import PixelsWorker from "#workers/pixels.worker.ts?worker";
import { createEngine, type SlideDoor } from "./create-engine.ts";
import type { Engine } from "./engine.ts";
import { browserStarters } from "./start-workers.ts";

/** The engine of the page: every worker, the browser's cache, slides by address or folder. */
export function createBrowserEngine(): Engine {
  installTransferHandlers();
  return createEngine({ starters: browserStarters, downloadPack, slides: pixelsDoor() });
}

/** One pixels worker for all slides, started with the first. */
function pixelsDoor(): SlideDoor {
  let worker: Worker | null = null;
  let pixels: Remote<PixelsApi> | null = null;
  return {
    open(origin, options) {
      worker ??= new PixelsWorker({ name: "pixels" });
      pixels ??= wrap<PixelsApi>(worker);
      return pixels.openSlide(origin, options);
    },
    dispose() {
      worker?.terminate();
      worker = null;
      pixels = null;
    },
  };
}
