import type { Engine } from "#engine/engine.ts";
import { answerOf, turnOf } from "#stores/conversation-store.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import type { Stores } from "./stores.ts";

/** Tells the store of every patch of the analysed slide, once for each question. */
export async function mapOpenSlide(
  engine: Engine,
  stores: Stores,
  signal: AbortSignal,
): Promise<void> {
  const { slide, runtime, overlay } = stores;
  const open = openSlideOf(slide.getState());
  if (open === null || runtime.getState().analysis.kind !== "done") return;
  const slideSerial = slide.getState().serial;
  const question = shownQuestion(stores);
  const known = overlay.getState().patches;
  if (known?.slideSerial === slideSerial && known.question === question) return;
  try {
    const map = await engine.mapPatches(open, question, { signal });
    if (signal.aborted || slide.getState().serial !== slideSerial) return;
    overlay.getState().patchesMapped({ slideSerial, question, map });
  } catch (error) {
    if (isAbort(error) || slide.getState().serial !== slideSerial) return;
    slide.getState().tileMissed("patches", faultOf(error));
  }
}

/** The question of the answer whose evidence is drawn. */
function shownQuestion({ conversation, view }: Stores): string | null {
  const { shownTurn } = view.getState();
  if (shownTurn === null) return null;
  return answerOf(turnOf(conversation.getState(), shownTurn))?.question ?? null;
}
