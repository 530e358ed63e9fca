import type { HeatScore } from "#stores/overlay-store.ts";
import { figure, grouped } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";

/** What a heat map shows, in words. */
export function heatTitle(score: HeatScore, classes: readonly { readonly name: string }[]): string {
  if (score.kind === "relevance") return t("layers.relevance");
  if (score.kind === "density") return t("layers.density");
  return t("layers.share", { name: classes[score.cellClass]?.name ?? t("layers.someClass") });
}

/** An end of the colour bar. */
export function heatLabel(score: HeatScore, value: number): string {
  if (score.kind === "share") return `${Math.round(100 * value)} %`;
  if (score.kind === "relevance") return figure(value.toFixed(2));
  return grouped(Number(value.toPrecision(2)));
}
