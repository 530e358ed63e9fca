import type { Answer } from "#pipeline/answer.ts";

/** Quiet facts under an answer: what was looked for and how long it took. */
export function AnswerNotes({ answer }: { answer: Answer }) {
  return (
    <div className="answer-notes quiet">
      {answer.stopped === "person" && <p>Stopped early, at your request.</p>}
      {answer.stopped === "length" && <p>Cut off: the answer reached its longest length.</p>}
      {answer.entities.length > 0 && <p>Looked for: {answer.entities.join(", ")}</p>}
      <p className="measure">
        First words after {seconds(answer.firstWordMs)}, all after {seconds(answer.totalMs)}
      </p>
    </div>
  );
}

export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}
