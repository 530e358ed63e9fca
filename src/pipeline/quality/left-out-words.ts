import { LEFT_OUT_REASONS, type LeftOut, type LeftOutReason } from "./left-out.ts";

/** What a person calls each reason. */
export const REASON_WORDS: Readonly<Record<LeftOutReason, string>> = {
  pen: "pen",
  fold: "fold",
  blurred: "out of focus",
};

/**
 * "12 % of the tissue is not analysed: pen 8 %, fold 3 %, out of focus 1 %"; null where all of it
 * is. Without a full stop, for it stands in sentences and lists.
 */
export function leftOutWords(shares: LeftOut["shares"]): string | null {
  const whole = LEFT_OUT_REASONS.reduce((sum, reason) => sum + shares[reason], 0);
  if (whole === 0) return null;
  const parts = LEFT_OUT_REASONS.filter((reason) => shares[reason] > 0).map(
    (reason) => `${REASON_WORDS[reason]} ${percentOf(shares[reason])}`,
  );
  return `${percentOf(whole)} of the tissue is not analysed: ${parts.join(", ")}`;
}

/** Whole percents; what is there is never called 0 %, what is missing never 100 %. */
export function percentOf(share: number): string {
  if (share > 0 && share < 0.01) return "under 1 %";
  if (share > 0.99 && share < 1 - 1e-9) return "over 99 %";
  return `${Math.round(share * 100)} %`;
}
