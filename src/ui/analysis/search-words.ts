import type { CellsCount } from "#stores/cells-store.ts";
import { durationWords } from "./estimate.ts";

/** Patches after which the time left is more than a guess. */
const TRUSTED_PATCHES = 4;

/** How far the search is, what it found so far, and how long it will take. */
export function searchWords(
  { done, total, startedAt, updatedAt }: CellsCount,
  found: number,
): string {
  if (total === 0) return "Cells: starting";
  const cells = `${found.toLocaleString("en")} cells so far`;
  if (done >= total) return `Cells: measuring ${found.toLocaleString("en")}`;
  const patches = `${done.toLocaleString("en")} of ${total.toLocaleString("en")} patches`;
  const isTrusted = done >= TRUSTED_PATCHES;
  const left = ((updatedAt - startedAt) / Math.max(1, done)) * (total - done);
  return `Cells: ${patches}, ${cells}${isTrusted ? `, ${durationWords(left)} left` : ""}`;
}
