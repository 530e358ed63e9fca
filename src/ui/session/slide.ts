import type { Engine, OpenSlide, SlideOrigin } from "#engine/engine.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import type { Keeper } from "#ui/library/keeper.ts";
import type { Recognised } from "#ui/library/recognise.ts";
import type { Stores } from "./stores.ts";

/** An opening that a person stopped: the stage says so and offers it again. */
export function openingCancelled({ slide }: Stores): void {
  const { state, slideFailed } = slide.getState();
  if (state.kind !== "opening") return;
  slideFailed(state.origin, {
    kind: "slide-unreadable",
    message: t("stage.cancelled"),
    remedy: t("stage.cancelledRemedy"),
  });
}

/** Puts another slide on the stage and lets go of the one before. */
export async function openSlide(
  engine: Engine,
  { slide, view, display, runtime, cells, annotations, imports, overlay }: Stores,
  { origin, keeper }: { readonly origin: SlideOrigin; readonly keeper: Keeper },
  signal: AbortSignal,
): Promise<void> {
  keeper.slideLeft();
  const before = openSlideOf(slide.getState());
  slide.getState().slideRequested(origin);
  view.getState().slideLeft();
  display.getState().slideLeft();
  runtime.getState().slideChanged();
  cells.getState().cellsLeft();
  overlay.getState().cellsLeft();
  annotations.getState().slideLeft();
  imports.getState().importLeft();
  try {
    await before?.source.dispose();
    const opened = await engine.openSlide(origin, { signal });
    const known = keeper.recognise(origin, opened, signal);
    // Only then is the wait before the slide is seen: its scale may be known from an earlier visit.
    const isScaled = opened.description.micronsPerPixel !== null;
    const scaled = isScaled ? opened : await withGivenScale(opened, await known);
    if (signal.aborted) {
      await opened.source.dispose();
      return;
    }
    slide.getState().slideOpened(origin, scaled);
    const recognised = await known;
    if (recognised !== null) await keeper.begin(recognised, origin);
  } catch (error) {
    if (signal.aborted && isAbort(error)) return;
    slide.getState().slideFailed(origin, faultOf(error));
  }
}

/** The slide with the scale that a person gave it before. */
async function withGivenScale(open: OpenSlide, known: Recognised | null): Promise<OpenSlide> {
  const givenScale = known?.kept?.givenScale ?? null;
  if (givenScale === null) return open;
  return { ...open, description: await open.source.setMicronsPerPixel(givenScale) };
}
