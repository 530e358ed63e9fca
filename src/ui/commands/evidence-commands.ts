import { answerOf, evidenceOf, turnOf } from "#stores/conversation-store.ts";
import { focusComposer } from "#ui/conversation/Composer.tsx";
import { focusEvidence } from "#ui/conversation/focus-evidence.ts";
import { t } from "#ui/language/t.ts";
import type { Room } from "#ui/session/room.tsx";
import type { Command } from "./command.ts";
import { holdToHide } from "./hold-to-hide.ts";

/** From a question to the tissue behind its answer. */
export function evidenceCommands({ stores }: Room): readonly Command[] {
  const hide = holdToHide(stores.view.getState);
  const command = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: "evidence",
    keys,
    run,
  });
  return [
    command(t("commands.writeQuestion"), ["/"], () => {
      openConversation(stores);
      focusComposer();
    }),
    command(t("commands.goToEvidence"), ["e"], () => {
      openConversation(stores);
      focusEvidence(stores.view.getState().shownTurn);
    }),
    command(t("commands.nextPatch"), ["n"], () => stepPatch(stores, 1)),
    command(t("commands.previousPatch"), ["p"], () => stepPatch(stores, -1)),
    { ...command(t("commands.hideEvidence"), ["h"], () => hide.down(false)), release: hide.up },
  ];
}

function openConversation({ preferences }: Room["stores"]): void {
  const { conversationOpen, conversationToggled } = preferences.getState();
  if (!conversationOpen) conversationToggled();
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
