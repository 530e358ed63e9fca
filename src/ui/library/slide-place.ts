import { ParaffinError } from "#core/errors.ts";
import type { SlideOrigin } from "#engine/engine.ts";
import type { KeptSlide, SlidePlace } from "#library/kept-slide.ts";
import { t } from "#ui/language/t.ts";

/** Chromium alone asks and answers; where an entry can be kept, it can be asked. */
interface Permitted {
  queryPermission?(asked: { readonly mode: "read" }): Promise<PermissionState>;
  requestPermission?(asked: { readonly mode: "read" }): Promise<PermissionState>;
}

export function placeOf(origin: SlideOrigin): SlidePlace {
  if (origin.kind === "url") {
    return { kind: "url", url: origin.url, micronsPerPixel: origin.micronsPerPixel };
  }
  const { entries = [] } = origin;
  return entries.length === 0 ? { kind: "gone" } : { kind: "files", entries };
}

/** Whether it can be opened from the list, without choosing its file again. */
export const isReachable = ({ place }: KeptSlide): boolean => place.kind !== "gone";

/**
 * The slide where it was; the browser may ask the person first, so call it from a click. Throws
 * `slide-unreadable` where the person refuses or the files are no longer there.
 */
export async function originOf({ name, place }: KeptSlide): Promise<SlideOrigin> {
  if (place.kind === "url") return place;
  if (place.kind === "gone") {
    throw unreachable(name, "withoutFile");
  }
  for (const entry of place.entries) {
    if (!(await isPermitted(entry))) {
      throw unreachable(name, "notAllowed");
    }
  }
  const files = await filesOf(place.entries).catch((cause: unknown) => {
    throw unreachable(name, isRefusal(cause) ? "notAllowed" : "moved", cause);
  });
  return { kind: "files", files, micronsPerPixel: null, entries: place.entries };
}

async function isPermitted(entry: FileSystemHandle & Permitted): Promise<boolean> {
  const asked = { mode: "read" } as const;
  if ((await entry.queryPermission?.(asked)) === "granted") return true;
  try {
    return ((await entry.requestPermission?.(asked)) ?? "granted") === "granted";
  } catch (thrown) {
    if (isRefusal(thrown)) return false; // without a click the browser does not even ask
    throw thrown;
  }
}

const isRefusal = (thrown: unknown): boolean =>
  thrown instanceof DOMException &&
  (thrown.name === "NotAllowedError" || thrown.name === "SecurityError");

/** Files by path: below the folder where there is one folder, by name otherwise. */
export async function filesOf(
  entries: readonly FileSystemHandle[],
): Promise<ReadonlyMap<string, File>> {
  const files = new Map<string, File>();
  const add = async (entry: FileSystemHandle, path: string): Promise<void> => {
    if (isFile(entry)) files.set(path, await entry.getFile());
    if (isFolder(entry)) {
      for await (const [name, below] of entry.entries()) await add(below, `${path}/${name}`);
    }
  };
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isFolder(only)) {
    for await (const [name, below] of only.entries()) await add(below, name);
  } else {
    for (const entry of entries) await add(entry, entry.name);
  }
  return files;
}

const isFile = (entry: FileSystemHandle): entry is FileSystemFileHandle => entry.kind === "file";
const isFolder = (entry: FileSystemHandle): entry is FileSystemDirectoryHandle =>
  entry.kind === "directory";

function unreachable(
  name: string,
  why: "withoutFile" | "notAllowed" | "moved",
  cause?: unknown,
): ParaffinError {
  const fact = t(`library.${why}`, { name });
  return new ParaffinError("slide-unreadable", fact, t(`library.${why}Remedy`), { cause });
}
