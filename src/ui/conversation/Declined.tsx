import type { Answer } from "#pipeline/answer.ts";
import { t } from "#ui/language/t.ts";
import { AnswerNotes } from "./AnswerNotes.tsx";
import { Suggestions } from "./Suggestions.tsx";

/** A question that is not answered: the reason, in the ink of any answer, and what can be asked. */
export function Declined({ answer }: { answer: Answer }) {
  return (
    <>
      <section aria-label={t("conversation.answer")}>
        <p className="answer-text">{answer.text}</p>
      </section>
      <AnswerNotes answer={answer} />
      <details className="declined">
        <summary className="quiet">{t("conversation.whatCanBeAsked")}</summary>
        <Suggestions />
      </details>
    </>
  );
}
