import { GRAPHS } from "#pipeline/levels/level-files.ts";
import type { SlideService } from "#pipeline/levels/level-service.ts";
import { createSlideModel } from "#pipeline/levels/slide-model.ts";
import { loadableLevel } from "#workers/level/load-level.ts";
import type { Runtime } from "#workers/runtime/runtime.ts";

export function createSlideService(runtime: Runtime): SlideService {
  const level = loadableLevel(
    {
      graphs: GRAPHS.slide,
      build: ({ session }) => createSlideModel(session("slide-encoder")),
    },
    runtime,
  );
  return {
    load: level.load,
    ping: level.ping,
    encodeSlide: async (regions, positions) => level.model().encodeSlide(regions, positions),
  };
}
