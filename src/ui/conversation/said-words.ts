import type { Miscount } from "#pipeline/answer.ts";

/** Beside a sentence whose numbers were put right: where they come from, and what was said. */
export function saidWords(numbers: readonly Miscount[]): string {
  const said = numbers.filter((one) => one.said !== null);
  const words = said.map((one) => `${one.said} ${one.what}`).join(", ");
  const told = said.length === 0 ? "compared otherwise" : `said ${words}`.replaceAll("mm2", "mm²");
  const isCounted = numbers.every(({ counted }) => counted !== null);
  return isCounted ? `Counted here; the model ${told}.` : `The model ${told}.`;
}
