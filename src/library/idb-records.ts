import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { type KeptParts, PARTS, type PartName } from "./kept-slide.ts";
import { refusedLibrary, withLibraryFaults } from "./library-faults.ts";
import type { Records } from "./records.ts";

/** Counts up with the stores; a database of a higher number is refused as `library-newer`. */
export const RECORDS_VERSION = 1;

type Schema = DBSchema & { readonly [Name in PartName]: { key: string; value: KeptParts[Name] } };

/** One store for each part, the slide's digest its key. Throws `library-newer`, `library-refused`. */
export async function idbRecords(name = "paraffin-library"): Promise<Records> {
  if (typeof indexedDB === "undefined") throw refusedLibrary();
  const database = await withLibraryFaults(() => open(name));
  return {
    slides: async () => {
      const slides = await withLibraryFaults(() => database.getAll("slide"));
      return slides.toSorted((a, b) => b.openedAt - a.openedAt);
    },
    get: async <Name extends PartName>(digest: string, part: Name) => {
      const kept = await withLibraryFaults(() => database.get(part as PartName, digest));
      return (kept as KeptParts[Name] | undefined) ?? null;
    },
    put: (digest, parts) => withLibraryFaults(() => put(database, digest, parts)),
    remove: (digest) => withLibraryFaults(() => remove(database, digest)),
    close: () => database.close(),
  };
}

function open(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, RECORDS_VERSION, {
    upgrade: (database) => {
      for (const part of PARTS) database.createObjectStore(part);
    },
    // A newer version in another tab waits for this one to let go.
    blocking: (_current, _blocked, { target }) => (target as IDBDatabase).close(),
  });
}

async function put(
  database: IDBPDatabase<Schema>,
  digest: string,
  parts: Partial<KeptParts>,
): Promise<void> {
  const change = database.transaction(PARTS, "readwrite");
  try {
    const isKnown = (await change.objectStore("slide").getKey(digest)) !== undefined;
    if (isKnown || parts.slide !== undefined) {
      for (const part of PARTS) {
        const value = parts[part];
        if (value !== undefined) await change.objectStore(part).put(value, digest);
      }
    }
    await change.done;
  } catch (thrown) {
    change.done.catch(() => undefined); // told by what was thrown
    abort(change);
    throw change.error ?? thrown;
  }
}

/** Undoes the parts already put; a transaction that failed by itself is over. */
function abort(change: { abort(): void }): void {
  try {
    change.abort();
  } catch {
    // InvalidStateError: nothing is left to undo.
  }
}

async function remove(database: IDBPDatabase<Schema>, digest: string): Promise<void> {
  const change = database.transaction(PARTS, "readwrite");
  await Promise.all(PARTS.map((part) => change.objectStore(part).delete(digest)));
  await change.done;
}
