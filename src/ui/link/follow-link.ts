import { turnOf } from "#stores/conversation-store.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import type { Stores } from "#ui/session/stores.ts";
import type { Link } from "./link.ts";

/** Does what a link asks for as soon as it can: the view, the words in the composer, the selection. */
export function followLink(stores: Stores, link: Link): void {
  const { conversation, display } = stores;
  if (link.file !== null) display.getState().fileAwaited(link.file);
  if (link.question !== null) conversation.getState().drafted(link.question);
  standThere(stores, link);
  selectPatch(stores, link);
}

/** Waits for the slide's first frame: the viewer then knows where it stands. */
function standThere({ slide, view, display }: Stores, { file, standpoint }: Link): void {
  const unwatch = view.subscribe(({ camera, view: seen }) => {
    const open = openSlideOf(slide.getState());
    if (camera === null || seen === null || open === null) return;
    if (file !== null && open.description.name !== file) return;
    unwatch();
    display.getState().fileAwaited(null);
    if (standpoint === null) return;
    display.getState().oriented(standpoint.rotation, standpoint.isFlipped);
    // Not within the frame that told of it.
    setTimeout(() => camera.jumpTo(standpoint));
  });
}

/** The patch means something only in an answer to the linked question. */
function selectPatch({ view, conversation }: Stores, { question, patchId }: Link): void {
  if (question === null || patchId === null) return;
  const unwatch = view.subscribe(({ shownTurn, patchSelected }, before) => {
    if (shownTurn === null || shownTurn === before.shownTurn) return;
    const turn = turnOf(conversation.getState(), shownTurn);
    if (turn?.question !== question || turn.main.kind !== "answered") return;
    unwatch();
    const isThere = turn.main.answer.patches.some(({ id }) => id === patchId);
    if (isThere) patchSelected(shownTurn, patchId);
  });
}
