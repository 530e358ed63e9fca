import { t } from "#ui/language/t.ts";
/** How sure the citation is: `support` is the probability that the patch shows what is said. */
export function strengthWord(support: number): string {
  if (support >= 0.75) return t("evidence.strong");
  return t(support >= 0.5 ? "evidence.moderate" : "evidence.weak");
}
