import type { SlideOrigin } from "#engine/engine.ts";
import { filesOf } from "#ui/library/slide-place.ts";

/** What Chromium has and the standard types lack: entries that can be kept and opened again. */
interface Pickers {
  showOpenFilePicker?(options: { readonly multiple: boolean }): Promise<FileSystemFileHandle[]>;
  showDirectoryPicker?(): Promise<FileSystemDirectoryHandle>;
}

interface LastingItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/**
 * Lets a person choose a slide so that it can be opened again on a later visit; null where the browser
 * has no such picker, "none" where nothing was chosen.
 */
export async function pickSlide(what: "file" | "folder"): Promise<SlideOrigin | "none" | null> {
  const { showOpenFilePicker, showDirectoryPicker } = window as Pickers;
  if (showOpenFilePicker === undefined || showDirectoryPicker === undefined) return null;
  try {
    const entries =
      what === "file"
        ? await showOpenFilePicker.call(window, { multiple: true })
        : [await showDirectoryPicker.call(window)];
    return { kind: "files", files: await filesOf(entries), micronsPerPixel: null, entries };
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "AbortError") return "none";
    return null;
  }
}

/**
 * The entries of what was dropped, as far as the browser gives them. Call it while the drop is told
 * of: afterwards the items are gone.
 */
export async function lastingEntries(
  items: Iterable<DataTransferItem>,
): Promise<readonly FileSystemHandle[]> {
  const asked = Array.from(items, (item) => (item as LastingItem).getAsFileSystemHandle?.());
  const got = await Promise.allSettled(asked);
  const entries = got.flatMap((one) => (one.status === "fulfilled" ? (one.value ?? []) : []));
  return entries.length === asked.length ? entries : [];
}

/** The same files with the entries by which they can be opened again. */
export function withEntries(
  origin: SlideOrigin,
  entries: readonly FileSystemHandle[],
): SlideOrigin {
  return origin.kind === "files" && entries.length > 0 ? { ...origin, entries } : origin;
}
