import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A folder whose files appear all at once, or not at all. */
export interface OutFolder {
  /** Writes a file piece by piece under a passing name. */
  write(
    name: string,
    pieces: Iterable<string> | AsyncIterable<string>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<void>;
  /** Gives every file its name, over one of an earlier run. */
  commit(): Promise<void>;
  /** Removes what was written, and the folder where it was made for this and holds nothing. */
  discard(): Promise<void>;
}

export async function openOutFolder(folder: string): Promise<OutFolder> {
  const made = await mkdir(folder, { recursive: true });
  const names = new Set<string>();
  const passing = (name: string): string => join(folder, `.${name}.part`);
  return {
    async write(name, pieces, options = {}) {
      names.add(name);
      await pipeline(Readable.from(pieces), createWriteStream(passing(name)), options);
    },
    async commit() {
      for (const name of names) await rename(passing(name), join(folder, name));
    },
    async discard() {
      for (const name of names) await rm(passing(name), { force: true });
      if (made !== undefined) await rmdir(folder).catch(() => undefined);
    },
  };
}
