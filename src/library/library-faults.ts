import { ParaffinError } from "#core/errors.ts";

/** The library's own storage is refused, as in a private window. */
export function refusedLibrary(cause?: unknown): ParaffinError {
  return new ParaffinError(
    "library-refused",
    "The browser does not let this page keep anything, so nothing of this visit is remembered.",
    "Leave the private window or allow this page to store data. Slides can be read all the same.",
    { cause },
  );
}

export function fullLibrary(cause?: unknown): ParaffinError {
  return new ParaffinError(
    "library-full",
    "The browser's storage is full: the last changes are on this page but are not kept.",
    "Forget a slide in the panel Slides, or free space on the disk. Export what must not be lost.",
    { cause },
  );
}

/** `what` was written by a version of Paraffin that this one does not know. */
export function newerLibrary(what: string, cause?: unknown): ParaffinError {
  return new ParaffinError(
    "library-newer",
    `${what} was made by a newer version of Paraffin. It was left as it is, and nothing is kept.`,
    "Reload the page for the newer version. Slides can be read all the same.",
    { cause },
  );
}

export function damagedLibrary(fact: string, cause?: unknown): ParaffinError {
  return new ParaffinError(
    "library-damaged",
    fact,
    "Nothing was changed. Choose a file that Paraffin exported, or export it again.",
    { cause },
  );
}

/** Another tab has the slide open and keeps it. */
export function keptElsewhere(): ParaffinError {
  return new ParaffinError(
    "library-elsewhere",
    "Another tab has this slide open and keeps it. What is done in this tab is not kept.",
    "Go on in the other tab, or close it and open the slide here again.",
  );
}

/** The browser's failures by their meaning; anything else as it is. */
export function libraryFault(thrown: unknown): unknown {
  if (thrown instanceof ParaffinError || !(thrown instanceof Error)) return thrown;
  if (thrown.name === "QuotaExceededError") return fullLibrary(thrown);
  if (thrown.name === "VersionError") return newerLibrary("The library", thrown);
  if (refusals.has(thrown.name)) return refusedLibrary(thrown);
  return thrown;
}

/** What browsers throw where storage is off: private windows, blocked cookies, policies. */
const refusals = new Set([
  "SecurityError",
  "NotAllowedError",
  "InvalidStateError",
  "UnknownError",
  "NoModificationAllowedError",
]);

/** Does the work and throws what it throws by its meaning. */
export async function withLibraryFaults<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (thrown) {
    throw libraryFault(thrown);
  }
}
