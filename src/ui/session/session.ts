import type { NamedArea } from "#core/area.ts";
import type { Engine, SlideOrigin } from "#engine/engine.ts";
import { type Keeper, noKeeper } from "#ui/library/keeper.ts";
import { analyseOpenSlide } from "./analysis.ts";
import { createBeside, type SlideBeside } from "./beside.ts";
import { findCells, goOnFindingCells } from "./cells.ts";
import { mapOpenSlide } from "./map-patches.ts";
import { loadPack } from "./pack.ts";
import { createQuestions } from "./questions.ts";
import { openingCancelled, openSlide } from "./slide.ts";
import type { Stores } from "./stores.ts";
import { createTask } from "./task.ts";

/** What a person can set going; every outcome is told to the stores. */
export interface Session extends SlideBeside {
  openSlide(origin: SlideOrigin): Promise<void>;
  giveScale(micronsPerPixel: number): Promise<void>;
  loadPack(): Promise<void>;
  analyse(): Promise<void>;
  /** Every patch of the open slide, for the shown answer's question. */
  mapPatches(): Promise<void>;
  /** Finds and measures the cells of the slide, or of a part of it; one search at a time. */
  findCells(where?: NamedArea | null): Promise<void>;
  /** Searches what a stopped or failed search has left. */
  goOnFindingCells(): Promise<void>;
  /** Ends the search; what was found stays. */
  stopFindingCells(): void;
  /** `within`: only about this part of the slide. */
  ask(question: string, within?: NamedArea): void;
  /** The same question without the image: the control beside the answer. */
  askBlind(turnId: number): void;
  retry(turnId: number, attempt: "main" | "blind"): void;
  withdraw(turnId: number, attempt: "main" | "blind"): void;
  /** Ends the answer being written; its text stays. */
  stop(): void;
  /** Ends the loading and the analysis under way. */
  cancel(): void;
  cancelOpening(): void;
  dispose(): Promise<void>;
  /** The slides that are remembered. */
  readonly keeper: Keeper;
}

/**
 * The story of the page: the pack loads while the slide opens, the slide is analysed once both are
 * there and its scale is known, and questions wait in the order they were asked.
 */
export function createSession(
  engine: Engine,
  stores: Stores,
  packUrl: string,
  keeper: Keeper = noKeeper,
): Session {
  const [pack, slide, analysis] = [createTask(), createTask(), createTask()];
  const [patches, cells] = [createTask(), createTask()];
  const questions = createQuestions(engine, stores);
  const beside = createBeside(engine, stores);
  const unwatch = engine.onReports((reports) => stores.runtime.getState().reportsChanged(reports));

  async function analyse(): Promise<void> {
    if (stores.runtime.getState().analysis.kind === "running") return;
    await analysis.run((signal) => analyseOpenSlide(engine, stores, keeper, signal));
    questions.proceed();
  }
  async function load(): Promise<void> {
    await pack.run((signal) => loadPack(engine, stores, packUrl, signal));
    await analyse();
  }
  async function open(origin: SlideOrigin): Promise<void> {
    questions.stop();
    analysis.stop();
    cells.stop();
    void beside.closeBeside();
    await slide.run((signal) => openSlide(engine, stores, { origin, keeper }, signal));
    await analyse();
  }
  function cancelOpening(): void {
    slide.stop();
    openingCancelled(stores);
  }
  return {
    keeper,
    openSlide: open,
    loadPack: load,
    analyse,
    giveScale: async (micronsPerPixel) => {
      const { state, scaleGiven } = stores.slide.getState();
      if (state.kind !== "open") return;
      cells.stop();
      stores.cells.getState().cellsLeft();
      scaleGiven(await state.slide.source.setMicronsPerPixel(micronsPerPixel));
      await analyse();
    },
    mapPatches: () => patches.run((signal) => mapOpenSlide(engine, stores, signal)),
    findCells: async (where = null) => {
      if (stores.cells.getState().state.kind === "working") return;
      await cells.run((signal) => findCells(engine, stores, where, signal));
    },
    goOnFindingCells: async () => {
      if (stores.cells.getState().state.kind === "working") return;
      await cells.run((signal) => goOnFindingCells(engine, stores, signal));
    },
    stopFindingCells: cells.stop,
    ...questions,
    ...beside,
    cancel: () => {
      for (const task of [pack, analysis]) task.stop();
      cancelOpening();
    },
    cancelOpening,
    dispose: async () => {
      unwatch();
      await keeper.flush();
      questions.stop();
      for (const task of [pack, slide, analysis, patches, cells]) task.stop();
      await beside.closeBeside();
      await engine.dispose();
    },
  };
}
