import type { KeyboardEvent } from "react";
import { isAnswering } from "#stores/conversation-store.ts";
import { useWithin } from "#ui/annotations/use-within.tsx";
import { t } from "#ui/language/t.ts";
import { useConversation, useSession } from "#ui/session/room.tsx";

const composerId = "question";

export const focusComposer = (): void => document.getElementById(composerId)?.focus();

/** Where a question is written: Enter asks, Shift and Enter begin a new line. */
export function Composer() {
  const { ask, stop } = useSession();
  const answering = useConversation(isAnswering);
  const question = useConversation((store) => store.draft);
  const drafted = useConversation((store) => store.drafted);
  const isEmpty = question.trim() === "";
  const { within, choice } = useWithin();

  function submit(): void {
    if (isEmpty) return;
    ask(question.trim(), within);
    drafted("");
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        id={composerId}
        aria-label={t("conversation.question")}
        placeholder={t("conversation.example")}
        rows={2}
        value={question}
        onChange={(event) => drafted(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {choice}
      <div className="row">
        {answering && (
          <button type="button" className="button" onClick={stop}>
            {t("conversation.stop")}
          </button>
        )}
        <button type="submit" className="button button-primary" disabled={isEmpty}>
          {t("conversation.ask")}
        </button>
      </div>
    </form>
  );
}
