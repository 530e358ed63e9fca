import { type Remote, wrap } from "comlink";
import type { LevelServices } from "#pipeline/levels/level-service.ts";
import CellWorker from "#workers/cell.worker.ts?worker";
import LanguageWorker from "#workers/llm.worker.ts?worker";
import PatchWorker from "#workers/patch.worker.ts?worker";
import RegionWorker from "#workers/region.worker.ts?worker";
import SlideWorker from "#workers/slide.worker.ts?worker";
import type { LevelEndpoint, LevelStarters } from "./level-endpoint.ts";

/** The browser's workers, one a level; comlink's transfer handlers must be installed. */
export const browserStarters: LevelStarters = {
  patch: () => connect<LevelServices["patch"]>(new PatchWorker({ name: "patch" })),
  cell: () => connect<LevelServices["cell"]>(new CellWorker({ name: "cell" })),
  region: () => connect<LevelServices["region"]>(new RegionWorker({ name: "region" })),
  slide: () => connect<LevelServices["slide"]>(new SlideWorker({ name: "slide" })),
  llm: () => connect<LevelServices["llm"]>(new LanguageWorker({ name: "llm" })),
};

/** Comlink's remote answers as the service does: all of its methods give promises. */
function connect<Service>(worker: Worker): LevelEndpoint<Remote<Service>> {
  return {
    service: wrap<Service>(worker),
    onCrash(listener) {
      worker.addEventListener("error", ({ message }) => listener(message || "it crashed"));
      worker.addEventListener("messageerror", () => listener("a message could not be read"));
    },
    end: () => worker.terminate(),
  };
}
