import type { Engine, SlideOrigin } from "#engine/engine.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import type { Stores } from "./stores.ts";

/** Puts another slide on the stage and lets go of the one before. */
export async function openSlide(
  engine: Engine,
  { slide, view, display, runtime, cells, annotations, imports }: Stores,
  origin: SlideOrigin,
  signal: AbortSignal,
): Promise<void> {
  const before = openSlideOf(slide.getState());
  slide.getState().slideRequested(origin);
  view.getState().slideLeft();
  display.getState().slideLeft();
  runtime.getState().slideChanged();
  cells.getState().cellsLeft();
  annotations.getState().slideLeft();
  imports.getState().importLeft();
  try {
    await before?.source.dispose();
    const opened = await engine.openSlide(origin, { signal });
    if (signal.aborted) await opened.source.dispose();
    else slide.getState().slideOpened(origin, opened);
  } catch (error) {
    if (signal.aborted && isAbort(error)) return;
    slide.getState().slideFailed(origin, faultOf(error));
  }
}
