import type { Attempt, Turn } from "#stores/conversation-store.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { t } from "#ui/language/t.ts";
import { useSession } from "#ui/session/room.tsx";
import { AnswerNotes } from "./AnswerNotes.tsx";
import { QueuedNote } from "./QueuedNote.tsx";
import { WorkingText } from "./WorkingText.tsx";

/** The same question without the image, beside the answer: what the words alone would have said. */
export function BlindControl({ turn }: { turn: Turn }) {
  const { askBlind } = useSession();
  if (turn.blind === null) {
    return (
      <button type="button" className="button-quiet" onClick={() => askBlind(turn.id)}>
        {t("conversation.askBlind")}
      </button>
    );
  }
  return (
    <section className="blind" aria-label={t("conversation.blindAnswer")}>
      <h4>{t("conversation.blindTitle")}</h4>
      <BlindAttempt turn={turn} attempt={turn.blind} />
    </section>
  );
}

function BlindAttempt({ turn, attempt }: { turn: Turn; attempt: Attempt }) {
  const { retry } = useSession();
  switch (attempt.kind) {
    case "queued":
      return <QueuedNote turnId={turn.id} attempt="blind" />;
    case "working":
      return <WorkingText text={attempt.text} />;
    case "answered":
      return (
        <>
          <p className="answer-text">{attempt.answer.text}</p>
          <AnswerNotes answer={attempt.answer} />
        </>
      );
    case "stopped":
      return (
        <p className="answer-text">{t("conversation.blindStopped", { text: attempt.text })}</p>
      );
    case "failed":
      return <FaultNotice fault={attempt.fault} onRetry={() => retry(turn.id, "blind")} />;
  }
}
