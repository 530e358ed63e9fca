import type { Imported } from "#library/export/import-slides.ts";
import type { StorageUse } from "#library/storage-gauge.ts";

/** "4.2 MB", "1.3 GB". */
export function bytesWords(bytes: number): string {
  const [size, unit] = bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
}

/** How long ago a slide was opened, in days as a person counts them: from midnight to midnight. */
export function openedWords(openedAt: number, now: number): string {
  const day = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((day(now) - day(openedAt)) / 86_400_000);
  if (days <= 0) return "opened today";
  if (days === 1) return "opened yesterday";
  if (days < 7) return `opened ${days} days ago`;
  return `opened on ${new Date(openedAt).toLocaleDateString("en", { dateStyle: "medium" })}`;
}

export function storageWords({ usedBytes, quotaBytes, isPersisted }: StorageUse): string {
  const used = usedBytes === null ? null : `${bytesWords(usedBytes)} are kept in this browser`;
  const room = quotaBytes === null ? "" : ` of ${bytesWords(quotaBytes)} it allows`;
  const safe = isPersisted
    ? "It clears nothing by itself."
    : "It may clear all of it by itself when the disk is full.";
  return used === null
    ? `The browser does not say how much is kept. ${safe}`
    : `${used}${room}, the models included. ${safe}`;
}

export function importedWords({ imported, leftOut }: Imported): string {
  const slides = (count: number) => (count === 1 ? "1 slide" : `${count} slides`);
  const added = imported === 0 ? "No slide was added" : `${slides(imported)} added`;
  if (leftOut === 0) return `${added}.`;
  const were = leftOut === 1 ? "was here already and is" : "were here already and are";
  return `${added}; ${slides(leftOut)} ${were} as before.`;
}
