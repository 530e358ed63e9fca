import { GRAPHS } from "#pipeline/levels/level-files.ts";
import type { RegionService } from "#pipeline/levels/level-service.ts";
import { createRegionModel } from "#pipeline/levels/region-model.ts";
import { loadableLevel } from "#workers/level/load-level.ts";
import type { Runtime } from "#workers/runtime/runtime.ts";

export function createRegionService(runtime: Runtime): RegionService {
  const level = loadableLevel(
    {
      graphs: GRAPHS.region,
      build: ({ session }) => createRegionModel(session("region-encoder")),
    },
    runtime,
  );
  return {
    load: level.load,
    ping: level.ping,
    encodeRegion: async (tokens, mask) => level.model().encodeRegion(tokens, mask),
  };
}
