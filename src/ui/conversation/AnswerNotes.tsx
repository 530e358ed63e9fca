import type { Answer } from "#pipeline/answer.ts";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";

/** Quiet facts under an answer: what was looked for and how long it took. */
export function AnswerNotes({ answer }: { answer: Answer }) {
  return (
    <div className="answer-notes quiet">
      {answer.stopped === "person" && <p>{t("conversation.stoppedEarly")}</p>}
      {answer.stopped === "length" && <p>{t("conversation.cutOff")}</p>}
      {answer.entities.length > 0 && (
        <p>{t("conversation.lookedFor", { entities: answer.entities.join(", ") })}</p>
      )}
      <p className="measure">
        {t("conversation.timing", {
          first: seconds(answer.firstWordMs),
          all: seconds(answer.totalMs),
        })}
      </p>
    </div>
  );
}

export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return `${figure(value < 10 ? value.toFixed(1) : Math.round(value))} s`;
}
