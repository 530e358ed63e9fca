import type { Miscount, Sentence } from "./answer.ts";
import { type Counted, checkNumbers, type Verdict } from "./check-numbers.ts";

/**
 * The sentence with the numbers that the segmentation counted where it said others, so that no
 * number is read that was not counted; what was said stays in `numbers`. A sentence that counts in
 * a patch that was not kept says that instead.
 */
export function mendNumbers(sentence: Sentence, counted: Counted): Sentence {
  const verdicts = checkNumbers(sentence, counted);
  const wrong = verdicts.filter((verdict) => verdict.wrong.length > 0);
  if (verdicts.length === 0) return sentence;
  if (wrong.length === 0) return { ...sentence, isCounted: true };
  const numbers = miscounts(wrong);
  const [missing] = numbers.filter((one) => one.counted === null);
  if (missing !== undefined) return { ...sentence, text: notCounted(missing), numbers };
  return { ...sentence, text: mended(sentence.text, wrong), numbers };
}

function mended(text: string, wrong: readonly Verdict[]): string {
  return wrong
    .toSorted((a, b) => b.claim.span.start - a.claim.span.start)
    .reduce(
      (mending, { claim: { span }, right }) =>
        `${mending.slice(0, span.start)}${right ?? ""}${mending.slice(span.end)}`,
      text,
    );
}

function notCounted({ what }: Miscount): string {
  return `${/P\d+$/.exec(what)?.[0] ?? "It"} is not among the kept patches, so nothing was counted there.`;
}

/** One of each; a count that is said tells more than the same count in a comparison. */
function miscounts(verdicts: readonly Verdict[]): Miscount[] {
  const found = new Map<string, Miscount>();
  for (const miscount of verdicts.flatMap(({ wrong }) => wrong)) {
    const before = found.get(miscount.what);
    if (before === undefined || before.said === null) found.set(miscount.what, miscount);
  }
  return [...found.values()];
}
