import type { Answer } from "./answer.ts";
import { readableText } from "./ground.ts";
import type { GenerateOptions } from "./models.ts";

/** Watches one answer: passes its text on as it is read and notes when the first words came. */
export interface AnswerClock<Options> {
  readonly options: Options;
  times(): Pick<Answer, "firstWordMs" | "totalMs">;
}

export function startClock<Options extends GenerateOptions>(
  options: Options,
  now: () => number = () => performance.now(),
): AnswerClock<Options> {
  const start = now();
  let first: number | null = null;
  const onText = (text: string): void => {
    first ??= now() - start;
    options.onText?.(readableText(text));
  };
  return {
    options: { ...options, onText },
    times: () => {
      const totalMs = now() - start;
      return { firstWordMs: first ?? totalMs, totalMs };
    },
  };
}
