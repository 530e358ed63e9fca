import { answerOf, evidenceOf, turnOf } from "#stores/conversation-store.ts";
import { composerId } from "#ui/conversation/Composer.tsx";
import type { Room } from "#ui/session/room.tsx";

export interface Command {
  readonly title: string;
  /** Values of KeyboardEvent.key. */
  readonly keys: readonly string[];
  run(): void;
}

const panStep = 0.15;
const zoomStep = 1.6;

const arrows: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** A key as it is printed on it. */
export const keyName = (key: string): string =>
  arrows[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/** Everything a person can do from the keyboard: the keys, the help sheet and the command list. */
export function commandsOf({ stores, session }: Room): readonly Command[] {
  const view = stores.view.getState;
  const pan = (title: string, key: string, right: number, down: number): Command => ({
    title,
    keys: [key],
    run: () => view().camera?.panBy(right * panStep, down * panStep),
  });
  return [
    pan("Move left", "ArrowLeft", -1, 0),
    pan("Move right", "ArrowRight", 1, 0),
    pan("Move up", "ArrowUp", 0, -1),
    pan("Move down", "ArrowDown", 0, 1),
    { title: "Zoom in", keys: ["+", "="], run: () => view().camera?.zoomBy(zoomStep) },
    { title: "Zoom out", keys: ["-"], run: () => view().camera?.zoomBy(1 / zoomStep) },
    { title: "Fit the slide", keys: ["0"], run: () => view().camera?.fit() },
    { title: "Next patch of the answer", keys: ["n"], run: () => stepPatch(stores, 1) },
    { title: "Previous patch of the answer", keys: ["p"], run: () => stepPatch(stores, -1) },
    { title: "Hide or show the evidence", keys: ["h"], run: () => view().overlaysToggled() },
    { title: "Write a question", keys: ["/"], run: focusComposer },
    {
      title: "Collapse or open the conversation",
      keys: ["c"],
      run: () => stores.preferences.getState().conversationToggled(),
    },
    { title: "Clear the selection", keys: ["Escape"], run: () => clear(stores) },
    { title: "Keys", keys: ["?"], run: () => view().panelToggled("keys") },
    { title: "Slides", keys: [], run: () => view().panelToggled("slides") },
    { title: "Layers", keys: [], run: () => view().panelToggled("layers") },
    { title: "About the models", keys: [], run: () => view().panelToggled("pack") },
    { title: "Stop the answer", keys: [], run: () => session.stop() },
  ];
}

function focusComposer(): void {
  document.getElementById(composerId)?.focus();
}

function clear({ view }: Room["stores"]): void {
  const { panel, panelClosed, selectionCleared } = view.getState();
  if (panel !== null) panelClosed();
  else selectionCleared();
}

/** Goes through the evidence of the shown answer, cited patches first. */
function stepPatch({ view, conversation }: Room["stores"], step: 1 | -1): void {
  const { shownTurn, selected, patchSelected, camera } = view.getState();
  if (shownTurn === null) return;
  const answer = answerOf(turnOf(conversation.getState(), shownTurn));
  const patches = answer === null ? [] : evidenceOf(answer);
  const now = patches.findIndex(({ id }) => id === selected?.patchId);
  const start = now === -1 && step === -1 ? 0 : now;
  const next = patches[(start + step + patches.length) % patches.length];
  if (next === undefined) return;
  patchSelected(shownTurn, next.id);
  camera?.flyTo(next.rect);
}
