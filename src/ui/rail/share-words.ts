import { LEFT_OUT_REASONS, type LeftOut } from "#pipeline/quality/left-out.ts";
import { t } from "#ui/language/t.ts";

/** "12 % of the tissue is not analysed: pen 8 %, fold 4 %"; null where all of it is. */
export function leftOutWords(shares: LeftOut["shares"]): string | null {
  const whole = LEFT_OUT_REASONS.reduce((sum, reason) => sum + shares[reason], 0);
  if (whole === 0) return null;
  const parts = LEFT_OUT_REASONS.filter((reason) => shares[reason] > 0).map(
    (reason) => `${t(`slides.${reason}`)} ${shareWords(shares[reason])}`,
  );
  return t("slides.leftOut", { share: shareWords(whole), parts: parts.join(", ") });
}

/** Whole percents; what is there is never called 0 %, what is missing never 100 %. */
export function shareWords(share: number): string {
  if (share > 0 && share < 0.01) return t("slides.under", { percent: 1 });
  if (share > 0.99 && share < 1 - 1e-9) return t("slides.over", { percent: 99 });
  return `${Math.round(share * 100)} %`;
}
