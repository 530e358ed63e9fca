import type { HeatScore } from "#stores/overlay-store.ts";

/** What a heat map shows, in words. */
export function heatTitle(score: HeatScore, classes: readonly { readonly name: string }[]): string {
  if (score.kind === "relevance") return "Relevance to the question";
  if (score.kind === "density") return "Cells per mm²";
  return `Share of ${classes[score.cellClass]?.name ?? "a class"} cells`;
}

/** An end of the colour bar. */
export function heatLabel(score: HeatScore, value: number): string {
  if (score.kind === "share") return `${Math.round(100 * value)} %`;
  if (score.kind === "relevance") return value.toFixed(2);
  return Number(value.toPrecision(2)).toLocaleString("en");
}
