import type { EvidencePatch } from "#pipeline/answer.ts";
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

/** The evidence of the shown answer, cited patches first. */
export function shownEvidence({ view, conversation }: Room["stores"]): readonly EvidencePatch[] {
  const { shownTurn } = view.getState();
  const answer = shownTurn === null ? null : answerOf(turnOf(conversation.getState(), shownTurn));
  return answer === null ? [] : evidenceOf(answer);
}

/** Goes through the evidence of the shown answer. */
export function stepPatch(stores: Room["stores"], step: 1 | -1): void {
  const { shownTurn, selected, patchSelected, camera } = stores.view.getState();
  if (shownTurn === null) return;
  const patches = shownEvidence(stores);
  const now = patches.findIndex(({ id }) => id === selected?.patchId);
  const start = now === -1 && step === -1 ? 0 : now;
  const next = patches[(start + step + patches.length) % patches.length];
  if (next === undefined) return;
  patchSelected(shownTurn, next.id);
  camera?.flyTo(next.rect);
}
