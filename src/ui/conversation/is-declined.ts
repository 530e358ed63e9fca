import type { Answer } from "#pipeline/answer.ts";

/** How the language model says that it does not answer, and why. */
const REASON =
  /\bnot taught to answer\b|\bcannot be (?:seen|told)\b (?:on an H&E|from this) slide\b/;

/**
 * Whether the answer says that there is none: H&E does not show it, or it was never taught. Such an
 * answer rests on no patch and is as good as another.
 */
export function isDeclined({ text, sentences }: Pick<Answer, "text" | "sentences">): boolean {
  return REASON.test(text) && sentences.every(({ citations }) => citations.length === 0);
}
