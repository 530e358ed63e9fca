import type { KeptView } from "#library/kept-slide.ts";
import type { Library } from "#library/library.ts";
import { answerOf } from "#stores/conversation-store.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import type { Stores } from "#ui/session/stores.ts";
import type { Recognised } from "./recognise.ts";

/** Puts back what was marked on a slide, said of it and looked at. */
export async function restoreSlide(
  { records }: Library,
  { digest, kept }: Recognised,
  stores: Stores,
  formerSerials: readonly number[],
): Promise<void> {
  if (kept === null) return;
  const { source } = openSlideOf(stores.slide.getState()) ?? {};
  const annotations = await records.get(digest, "annotations");
  const turns = await records.get(digest, "conversation");
  const now = openSlideOf(stores.slide.getState());
  if (now === null || now.source !== source) return;
  // What a person marked while this was read stays, on top of it.
  const marked = stores.annotations.getState().annotations;
  if (annotations !== null && annotations.length > 0) {
    stores.annotations.getState().annotationsLoaded([...annotations, ...marked]);
  }
  const { serial } = stores.slide.getState();
  const slide = { serial, name: now.description.name, formerSerials };
  stores.conversation.getState().conversationRestored(turns ?? [], slide);
  showLastAnswer(stores, serial);
}

function showLastAnswer({ conversation, view }: Stores, serial: number): void {
  const { turns } = conversation.getState();
  const last = turns.findLast((turn) => turn.slideSerial === serial && answerOf(turn) !== null);
  if (last !== undefined) view.getState().answerShown(last.id);
}

/** Stands where one stood, once the slide's first frame is drawn. */
export function restoreView(stores: Stores, standpoint: KeptView): void {
  const { slide, view } = stores;
  const { serial } = slide.getState();
  const tryNow = (): boolean => {
    if (slide.getState().serial !== serial) return true;
    const { camera, view: seen } = view.getState();
    if (camera === null || seen === null) return false;
    stores.display.getState().oriented(standpoint.rotation, standpoint.isFlipped);
    setTimeout(() => camera.jumpTo(standpoint)); // not within the frame that told of it
    return true;
  };
  if (tryNow()) return;
  const unwatch = view.subscribe(() => tryNow() && unwatch());
}
