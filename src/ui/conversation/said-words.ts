import type { Miscount } from "#pipeline/answer.ts";
import { t } from "#ui/language/t.ts";

/** Beside a sentence whose numbers were put right: where they come from, and what was said. */
export function saidWords(numbers: readonly Miscount[]): string {
  const said = numbers.filter((one) => one.said !== null);
  const words = said.map((one) => `${one.said} ${one.what}`).join(", ");
  const isCounted = numbers.every(({ counted }) => counted !== null);
  if (said.length === 0) {
    return t(isCounted ? "conversation.comparedCounted" : "conversation.compared");
  }
  const told = { said: words.replaceAll("mm2", "mm²") };
  return t(isCounted ? "conversation.saidCounted" : "conversation.said", told);
}
