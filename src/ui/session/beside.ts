import type { Engine, SlideOrigin } from "#engine/engine.ts";
import { slideBeside } from "#stores/beside-store.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import { linkOfMiddles } from "#stores/linked-view.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import type { Stores } from "./stores.ts";
import { createTask } from "./task.ts";

export interface SlideBeside {
  /** A second slide beside the open one, to compare; without an open one there is nothing to do. */
  openBeside(origin: SlideOrigin): Promise<void>;
  /** Lets go of it, also while it opens. */
  closeBeside(): Promise<void>;
}

/** The second slide's life: opened through the same door as the first, never analysed, never kept. */
export function createBeside(engine: Engine, { slide, beside }: Stores): SlideBeside {
  const opening = createTask();
  const first = () => openSlideOf(slide.getState())?.description;

  async function close(): Promise<void> {
    const open = slideBeside(beside.getState());
    beside.getState().besideClosed();
    // A reader that broke has nothing left to let go of.
    await open?.source.dispose().catch(() => undefined);
  }
  async function open(origin: SlideOrigin, signal: AbortSignal): Promise<void> {
    if (first() === undefined) return;
    await close();
    beside.getState().besideRequested(origin);
    try {
      const opened = await engine.openSlide(origin, { signal });
      const from = first();
      if (signal.aborted || from === undefined) return await opened.source.dispose();
      const link = linkOfMiddles({ from, to: opened.description });
      beside.getState().besideOpened(origin, opened, link);
    } catch (error) {
      if (signal.aborted && isAbort(error)) return;
      beside.getState().besideFailed(origin, faultOf(error));
    }
  }
  return {
    openBeside: (origin) => opening.run((signal) => open(origin, signal)),
    closeBeside: async () => {
      opening.stop();
      await close();
    },
  };
}
