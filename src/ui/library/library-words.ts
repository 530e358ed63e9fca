import type { Imported } from "#library/export/import-slides.ts";
import type { StorageUse } from "#library/storage-gauge.ts";
import { figure } from "#ui/language/numbers.ts";
import { spoken, t } from "#ui/language/t.ts";

/** "4.2 MB", "1.3 GB". */
export function bytesWords(bytes: number): string {
  const [size, unit] = bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${figure(size.toFixed(size < 10 ? 1 : 0))} ${unit}`;
}

/** How long ago a slide was opened, in days as a person counts them: from midnight to midnight. */
export function openedWords(openedAt: number, now: number): string {
  const day = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((day(now) - day(openedAt)) / 86_400_000);
  if (days <= 0) return t("library.today");
  if (days === 1) return t("library.yesterday");
  if (days < 7) return t("library.daysAgo", { count: days });
  const date = new Date(openedAt).toLocaleDateString(spoken(), { dateStyle: "medium" });
  return t("library.on", { date });
}

export function storageWords({ usedBytes, quotaBytes, isPersisted }: StorageUse): string {
  const safe = t(isPersisted ? "library.safe" : "library.unsafe");
  if (usedBytes === null) return `${t("library.notTold")} ${safe}`;
  const used = bytesWords(usedBytes);
  const kept =
    quotaBytes === null
      ? t("library.used", { used })
      : t("library.usedOf", { used, allowed: bytesWords(quotaBytes) });
  return `${kept} ${safe}`;
}

export function importedWords({ imported, leftOut }: Imported): string {
  if (leftOut === 0) {
    return imported === 0 ? t("library.noneAdded") : t("library.added", { count: imported });
  }
  if (imported === 0) return t("library.noneAddedOld", { count: leftOut });
  const added = t("library.slides", { count: imported });
  return t("library.addedOld", { added, count: leftOut });
}
