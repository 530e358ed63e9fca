import type { CellsStore } from "#stores/cells-store.ts";
import type { RuntimeStore } from "#stores/runtime-store.ts";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";

/** Patches after which their time means something. */
const TRUSTED_PATCHES = 4;

/** Milliseconds to segment one patch as this session has seen it; null before it has seen any. */
export function millisecondsPerPatch(
  { patchMilliseconds }: Pick<CellsStore, "patchMilliseconds">,
  { stages }: Pick<RuntimeStore, "stages">,
): number | null {
  if (patchMilliseconds !== null) return patchMilliseconds;
  const ofAnswer = stages.cells;
  if (ofAnswer === undefined || ofAnswer.done < TRUSTED_PATCHES) return null;
  const elapsed = ofAnswer.updatedAt - ofAnswer.startedAt;
  return elapsed > 0 ? elapsed / ofAnswer.done : null; // 0 where all were known from before
}

/** "about 40 s", "about 5 min", "about 2 h": no finer than it can be known. */
export function durationWords(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 90)
    return t("analysis.seconds", { value: Math.max(1, Math.ceil(seconds / 5) * 5) });
  if (seconds < 90 * 60) return t("analysis.minutes", { value: Math.round(seconds / 60) });
  return t("analysis.hours", { value: Math.round(seconds / 3600) });
}

/** How long so many patches will take, in words. */
export function estimateWords(patches: number, millisecondsEach: number | null): string {
  if (millisecondsEach === null) return t("analysis.estimateUnknown", { count: patches });
  const each = figure((millisecondsEach / 1000).toPrecision(2));
  const duration = durationWords(patches * millisecondsEach);
  return t("analysis.estimate", { count: patches, duration, each });
}
