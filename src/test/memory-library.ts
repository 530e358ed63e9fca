import type { KeptParts, PartName } from "#library/kept-slide.ts";
import type { Library } from "#library/library.ts";
import type { Records } from "#library/records.ts";
import { type MemoryFiles, memoryFiles } from "./memory-files.ts";

export interface MemoryLibrary extends Library {
  readonly kept: Map<string, Partial<KeptParts>>;
  readonly files: MemoryFiles;
  /** Digests that another tab holds. */
  readonly elsewhere: Set<string>;
  /** Digests held here. */
  readonly held: Set<string>;
  /** Thrown by the next writes, until it is null again. */
  fault: Error | null;
}

/** A library in maps, as one tab sees it. */
export function memoryLibrary(): MemoryLibrary {
  const kept: MemoryLibrary["kept"] = new Map();
  const elsewhere = new Set<string>();
  const held = new Set<string>();
  const records: Records = {
    slides: async () =>
      [...kept.values()]
        .flatMap(({ slide }) => slide ?? [])
        .toSorted((a, b) => b.openedAt - a.openedAt),
    get: async <Name extends PartName>(digest: string, part: Name) =>
      (kept.get(digest)?.[part] as KeptParts[Name] | undefined) ?? null,
    put: async (digest, parts) => {
      if (library.fault !== null) throw library.fault;
      if (kept.has(digest) || parts.slide !== undefined) {
        kept.set(digest, { ...kept.get(digest), ...parts });
      }
    },
    remove: async (digest) => void kept.delete(digest),
    close: () => undefined,
  };
  const library: MemoryLibrary = {
    kept,
    elsewhere,
    held,
    fault: null,
    records,
    files: memoryFiles(),
    locks: {
      hold: async (digest) => {
        if (elsewhere.has(digest)) return null;
        held.add(digest);
        return () => void held.delete(digest);
      },
    },
    storage: {
      measure: async () => ({ usedBytes: 5_000_000, quotaBytes: 1e9, isPersisted: false }),
      persist: async () => true,
    },
  };
  return library;
}
