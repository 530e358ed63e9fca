import type { Engine, SlideOrigin } from "#engine/engine.ts";
import { analyseOpenSlide } from "./analysis.ts";
import { loadPack } from "./pack.ts";
import { createQuestions } from "./questions.ts";
import { openSlide } from "./slide.ts";
import type { Stores } from "./stores.ts";
import { createTask } from "./task.ts";

/** What a person can set going; every outcome is told to the stores. */
export interface Session {
  openSlide(origin: SlideOrigin): Promise<void>;
  giveScale(micronsPerPixel: number): Promise<void>;
  loadPack(): Promise<void>;
  analyse(): Promise<void>;
  ask(question: string): void;
  /** The same question without the image: the control beside the answer. */
  askBlind(turnId: number): void;
  retry(turnId: number, attempt: "main" | "blind"): void;
  withdraw(turnId: number, attempt: "main" | "blind"): void;
  /** Ends the answer being written; its text stays. */
  stop(): void;
  /** Ends the loading and the analysis under way. */
  cancel(): void;
  dispose(): Promise<void>;
}

/**
 * The story of the page: the pack loads while the slide opens, the slide is analysed once both are
 * there and its scale is known, and questions wait in the order they were asked.
 */
export function createSession(engine: Engine, stores: Stores, packUrl: string): Session {
  const [pack, slide, analysis] = [createTask(), createTask(), createTask()];
  const questions = createQuestions(engine, stores);
  const unwatch = engine.onReports((reports) => stores.runtime.getState().reportsChanged(reports));

  async function analyse(): Promise<void> {
    if (stores.runtime.getState().analysis.kind === "running") return;
    await analysis.run((signal) => analyseOpenSlide(engine, stores, signal));
    questions.proceed();
  }
  async function load(): Promise<void> {
    await pack.run((signal) => loadPack(engine, stores, packUrl, signal));
    await analyse();
  }
  async function open(origin: SlideOrigin): Promise<void> {
    questions.stop();
    analysis.stop();
    await slide.run((signal) => openSlide(engine, stores, origin, signal));
    await analyse();
  }
  return {
    openSlide: open,
    loadPack: load,
    analyse,
    giveScale: async (micronsPerPixel) => {
      const { state, scaleGiven } = stores.slide.getState();
      if (state.kind !== "open") return;
      scaleGiven(await state.slide.source.setMicronsPerPixel(micronsPerPixel));
      await analyse();
    },
    ...questions,
    cancel: () => {
      for (const task of [pack, slide, analysis]) task.stop();
    },
    dispose: async () => {
      unwatch();
      questions.stop();
      for (const task of [pack, slide, analysis]) task.stop();
      await engine.dispose();
    },
  };
}
