import { installTransferHandlers } from "#core/wire.ts";
import { downloadPack } from "#packs/download-pack.ts";
import PixelsWorker from "#workers/pixels.worker.ts?worker";
import { createEngine } from "./create-engine.ts";
import type { Engine } from "./engine.ts";
import { pixelsDoor } from "./pixels-door.ts";
import { browserStarters } from "./start-workers.ts";

/** The engine of the page: every worker, the browser's cache, slides by address or folder. */
export function createBrowserEngine(): Engine {
  installTransferHandlers();
  return createEngine({
    starters: browserStarters,
    downloadPack,
    slides: pixelsDoor(() => new PixelsWorker({ name: "pixels" })),
  });
}
