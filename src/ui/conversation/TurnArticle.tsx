import { isUnsuitable, type Turn } from "#stores/conversation-store.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { t } from "#ui/language/t.ts";
import { useSession, useSlide } from "#ui/session/room.tsx";
import { AnswerNotes } from "./AnswerNotes.tsx";
import { AnswerText } from "./AnswerText.tsx";
import { BlindControl } from "./BlindControl.tsx";
import { Declined } from "./Declined.tsx";
import { EvidenceList } from "./EvidenceList.tsx";
import { isDeclined } from "./is-declined.ts";
import { QueuedNote } from "./QueuedNote.tsx";
import { UnlikeNote } from "./UnlikeNote.tsx";
import { WorkingText } from "./WorkingText.tsx";

/** A question and what became of it. */
export function TurnArticle({ turn }: { turn: Turn }) {
  const serial = useSlide((store) => store.serial);
  const isElsewhere = turn.slideSerial !== null && turn.slideSerial !== serial;
  return (
    <article
      className="turn"
      aria-label={t("conversation.asked", { question: turn.question })}
      data-state={turn.main.kind}
    >
      <h3>{turn.question}</h3>
      {turn.within && (
        <p className="quiet">{t("conversation.askedWithin", { area: turn.within.name })}</p>
      )}
      {isElsewhere && (
        <p className="quiet">{t("conversation.elsewhere", { slide: turn.slideName ?? "" })}</p>
      )}
      <Main turn={turn} />
    </article>
  );
}

function Main({ turn }: { turn: Turn }) {
  const { retry } = useSession();
  const { main } = turn;
  switch (main.kind) {
    case "queued":
      return <QueuedNote turnId={turn.id} attempt="main" />;
    case "working":
      return (
        <section aria-label={t("conversation.answer")}>
          <WorkingText text={main.text} />
        </section>
      );
    case "answered":
      if (isDeclined(main.answer)) return <Declined answer={main.answer} />;
      return (
        <>
          <UnlikeNote suitability={main.answer.suitability} />
          <div className="answer-pair">
            <section aria-label={t("conversation.answer")}>
              <AnswerText turn={turn} answer={main.answer} />
            </section>
            <BlindControl turn={turn} />
          </div>
          <AnswerNotes answer={main.answer} />
          <EvidenceList turn={turn} answer={main.answer} />
        </>
      );
    case "stopped":
      return (
        <>
          <TextSoFar text={main.text} />
          <p className="quiet">
            {main.text === "" ? t("conversation.stoppedBefore") : t("conversation.stoppedEarly")}
          </p>
          <button type="button" className="button-quiet" onClick={() => retry(turn.id, "main")}>
            {t("conversation.askAgain")}
          </button>
        </>
      );
    case "failed":
      return (
        <>
          <TextSoFar text={main.text} />
          <FaultNotice
            fault={main.fault}
            onRetry={() => retry(turn.id, "main")}
            retryLabel={t(isUnsuitable(main) ? "conversation.answerAllTheSame" : "common.retry")}
          />
        </>
      );
  }
}

/** What had been written when an answer ended early. */
function TextSoFar({ text }: { text: string }) {
  if (text === "") return null;
  return (
    <section aria-label={t("conversation.answer")}>
      <p className="answer-text">{text}</p>
    </section>
  );
}
