import type { Stage, StageProgress } from "#core/progress.ts";

const WORDS: Readonly<Record<Stage, string>> = {
  models: "models opened",
  tissue: "regions searched for tissue",
  patches: "patches encoded",
  regions: "regions encoded",
  filter: "patches kept",
  cells: "fields searched for cells",
  answer: "tokens written, at most",
};

/** A log gets a line as often as a person would look; a terminal's one line is written over. */
const LOG_EVERY_MS = 10_000;
const TERMINAL_EVERY_MS = 100;

export interface Screen {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
}

/** Tells progress in lines: every stage's end, and the way there now and then. */
export function progressLines(
  { write, isTerminal }: Screen,
  now: () => number = () => performance.now(),
): (progress: StageProgress) => void {
  let said = Number.NEGATIVE_INFINITY;
  let last = "";
  return ({ stage, done, total }) => {
    const isWhole = done === total;
    const due = now() - said >= (isTerminal ? TERMINAL_EVERY_MS : LOG_EVERY_MS);
    const line = `${done} of ${total} ${WORDS[stage]}`;
    if ((!isWhole && !due) || line === last) return;
    said = now();
    last = line;
    write(isTerminal ? `\r\x1b[2K${line}${isWhole ? "\n" : ""}` : `${line}\n`);
  };
}
