import type { LibraryFiles } from "#library/library-files.ts";

export interface MemoryFiles extends LibraryFiles {
  readonly kept: Map<string, Uint8Array<ArrayBuffer>>;
}

/** The library's files in a map. */
export function memoryFiles(): MemoryFiles {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const isBelow = (path: string, folder: string) =>
    path === folder || path.startsWith(`${folder}/`);
  return {
    kept,
    read: async (path) => kept.get(path)?.slice() ?? null,
    write: async (path, bytes) => {
      kept.set(path, Uint8Array.from(bytes));
    },
    list: async (folder) => [...kept.keys()].filter((path) => isBelow(path, folder)),
    remove: async (folder) => {
      for (const path of kept.keys()) if (isBelow(path, folder)) kept.delete(path);
    },
  };
}
