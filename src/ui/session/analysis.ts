import type { Engine } from "#engine/engine.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import { isScaleMissing, openSlideOf } from "#stores/slide-store.ts";
import type { Keeper } from "#ui/library/keeper.ts";
import type { Stores } from "./stores.ts";

/** Tissue, patches, regions and slide token; waits for no one: without pack, slide or scale it returns. */
export async function analyseOpenSlide(
  engine: Engine,
  { slide, runtime }: Stores,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<void> {
  const open = openSlideOf(slide.getState());
  const { pack, analysis } = runtime.getState();
  if (open === null || isScaleMissing(slide.getState())) return;
  if (pack.kind !== "done" || analysis.kind === "done") return;
  const { workStarted, analysisDone, workCancelled, workFailed, stageAdvanced } =
    runtime.getState();
  workStarted("analysis");
  const isCurrent = () => openSlideOf(slide.getState())?.source === open.source;
  try {
    const shelf = keeper.shelf();
    const check = await engine.analyse(open, {
      signal,
      ...(shelf && { shelf }),
      onProgress: (progress) => isCurrent() && stageAdvanced(progress, Date.now()),
    });
    if (!isCurrent()) return;
    analysisDone(check);
    void keeper.analysed();
  } catch (error) {
    if (!isCurrent()) return;
    if (isAbort(error)) workCancelled("analysis");
    else workFailed("analysis", faultOf(error));
  }
}
