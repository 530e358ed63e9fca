import type { KeptAttempt, KeptTurn } from "#library/kept-slide.ts";
import type { Attempt, Turn } from "#stores/conversation-store.ts";

/** The turns about one slide as they are kept: what waits or is being written is kept as stopped. */
export function keptTurns(turns: readonly Turn[], slideSerial: number): readonly KeptTurn[] {
  return turns
    .filter((turn) => turn.slideSerial === slideSerial)
    .map(({ question, main, blind, isInsisted }) => ({
      question,
      main: keptAttempt(main),
      blind: blind === null ? null : keptAttempt(blind),
      isInsisted,
    }));
}

function keptAttempt(attempt: Attempt): KeptAttempt {
  if (attempt.kind === "queued") return { kind: "stopped", text: "" };
  if (attempt.kind === "working") return { kind: "stopped", text: attempt.text };
  return attempt;
}
