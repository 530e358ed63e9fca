import type { Answer } from "./answer.ts";
import type { GenerateOptions } from "./models.ts";

/** Watches one answer: passes its text on and notes when the first words came. */
export interface AnswerClock<Options> {
  readonly options: Options & Required<Pick<GenerateOptions, "onText">>;
  times(): Pick<Answer, "firstWordMs" | "totalMs">;
}

export function startClock<Options extends GenerateOptions>(
  options: Options,
  now: () => number = () => performance.now(),
): AnswerClock<Options> {
  const start = now();
  let first: number | null = null;
  let ended = false;
  const onText = (text: string): void => {
    if (ended) return; // callbacks of another thread may arrive after the answer itself
    first ??= now() - start;
    options.onText?.(text);
  };
  return {
    options: { ...options, onText },
    times: () => {
      ended = true;
      const totalMs = now() - start;
      return { firstWordMs: first ?? totalMs, totalMs };
    },
  };
}
