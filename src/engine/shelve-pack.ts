import type { PackFileName } from "#packs/manifest.ts";
import { LEVEL_FILES, type Level } from "#pipeline/levels/level-files.ts";
import type { PackFiles } from "#pipeline/levels/level-service.ts";

type Files = Readonly<Record<PackFileName, ArrayBuffer>>;

/** Files that more than one level is handed; small, so each gets a copy. */
const SHARED: ReadonlySet<PackFileName> = new Set(["tokenizer", "self-test"]);

/**
 * Hands each level its files. A graph is handed over for good, so that the page holds no second
 * copy of the weights; a level that starts anew has the pack read again (from the browser's cache).
 */
export function shelvePack(
  files: Files,
  readAgain: () => Promise<Files>,
): (level: Level) => Promise<PackFiles> {
  const shelf = new Map(Object.entries(files)) as Map<PackFileName, ArrayBuffer>;
  const take = (name: PackFileName): ArrayBuffer | null => {
    const bytes = shelf.get(name) ?? null;
    if (SHARED.has(name)) return bytes?.slice(0) ?? null;
    shelf.delete(name);
    return bytes;
  };
  return async (level) => {
    const names = LEVEL_FILES[level];
    const isThere = names.every((name) => shelf.has(name));
    const again = isThere ? null : await readAgain();
    return new Map(names.map((name) => [name, again?.[name] ?? take(name) ?? new ArrayBuffer(0)]));
  };
}
