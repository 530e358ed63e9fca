import type { CellsStore } from "#stores/cells-store.ts";
import type { RuntimeStore } from "#stores/runtime-store.ts";

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
  if (seconds < 90) return `about ${Math.max(1, Math.ceil(seconds / 5) * 5)} s`;
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Math.round(seconds / 3600)} h`;
}

/** How long so many patches will take, in words. */
export function estimateWords(patches: number, millisecondsEach: number | null): string {
  const count = `${patches.toLocaleString("en")} ${patches === 1 ? "patch" : "patches"}`;
  if (millisecondsEach === null) return `${count}. How long it takes is known after the first few.`;
  const each = (millisecondsEach / 1000).toPrecision(2);
  return `${count}, ${durationWords(patches * millisecondsEach)} at ${each} s a patch.`;
}
