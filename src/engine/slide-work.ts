import { oneAtATime } from "#core/one-at-a-time.ts";
import { answerQuestion, type Pipeline } from "#pipeline/answer-question.ts";
import { findCells, windowsOf } from "#pipeline/cells/find-cells.ts";
import { mapPatches } from "#pipeline/map-patches.ts";
import type { Engine } from "./engine.ts";
import type { slideMemories } from "./slide-memories.ts";

/** A loaded pack, and what it has worked out of each open slide. */
export interface Loaded {
  readonly pipeline: Pipeline;
  readonly memoryOf: ReturnType<typeof slideMemories>;
}

type SlideWork = Pick<Engine, "analyse" | "ask" | "mapPatches" | "segmentCells">;

/** What the engine does with a slide once it is `ready`; questions wait for one another. */
export function slideWork(ready: () => Loaded): SlideWork {
  const questions = oneAtATime();
  return {
    async analyse({ source }, options = {}) {
      const { pipeline, memoryOf } = ready();
      const memory = await memoryOf(source, options.shelf);
      const analysis = await memory.analysis(options);
      const windows = windowsOf(await source.describe(), pipeline.manifest, analysis);
      const { suitability, leftOut } = analysis;
      return { suitability, leftOut, cellPatches: windows.length };
    },
    ask: ({ source }, question, options = {}) =>
      questions(async () => {
        options.signal?.throwIfAborted();
        const { pipeline, memoryOf } = ready();
        return answerQuestion(pipeline, await memoryOf(source), question, options);
      }),
    async mapPatches({ source }, question, options) {
      const { pipeline, memoryOf } = ready();
      return mapPatches(pipeline, await memoryOf(source), question, options);
    },
    async segmentCells({ source }, { area = null, onCells, ...options }) {
      const { pipeline, memoryOf } = ready();
      const found = findCells(pipeline, await memoryOf(source), area, options);
      for await (const cells of found) onCells(cells);
    },
  };
}
