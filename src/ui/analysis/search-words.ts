import type { CellsCount, StoppedSearch } from "#stores/cells-store.ts";
import { t } from "#ui/language/t.ts";
import { durationWords } from "./estimate.ts";

/** Patches after which the time left is more than a guess. */
const TRUSTED_PATCHES = 4;

/** How far the search is, what it found so far, and how long it will take. */
export function searchWords(
  { done, total, doneBefore, startedAt, updatedAt }: CellsCount,
  found: number,
): string {
  if (total === 0) return t("analysis.starting");
  if (done >= total) return t("analysis.measuring", { found });
  const doneNow = done - doneBefore;
  if (doneNow < TRUSTED_PATCHES) return t("analysis.soFar", { done, total, found });
  const left = durationWords(((updatedAt - startedAt) / doneNow) * (total - done));
  return t("analysis.soFarLeft", { done, total, found, left });
}

/** How much of what was to be searched a stopped search has searched. */
export function stoppedWords({ area, patches }: StoppedSearch["source"]): string {
  return area === null
    ? t("analysis.stopped", patches)
    : t("analysis.stoppedIn", { ...patches, area });
}
