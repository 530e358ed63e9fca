import { createCellModel } from "#pipeline/levels/cell-model.ts";
import { GRAPHS } from "#pipeline/levels/level-files.ts";
import type { CellService } from "#pipeline/levels/level-service.ts";
import { loadableLevel } from "#workers/level/load-level.ts";
import type { Runtime } from "#workers/runtime/runtime.ts";

export function createCellService(runtime: Runtime): CellService {
  const level = loadableLevel(
    {
      graphs: GRAPHS.cell,
      build: ({ session, manifest }) =>
        createCellModel({
          segmenter: session("cell-segmenter"),
          ccaf: session("ccaf"),
          manifest,
        }),
    },
    runtime,
  );
  return {
    load: level.load,
    ping: level.ping,
    segment: async (patches, valid, options) => level.model().segment(patches, valid, options),
  };
}
