import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../fixtures/", import.meta.url));

/** Absolute path of a file of fixtures/. */
export function fixture(...parts: readonly string[]): string {
  return join(root, ...parts);
}

/** The files of a fixture folder whose paths begin with `prefix`, as a dropped folder gives them. */
export async function folderFiles(folder: string, prefix = ""): Promise<ReadonlyMap<string, File>> {
  const top = fixture(folder);
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(top, join(entry.parentPath, entry.name)))
    .filter((path) => path.startsWith(prefix));
  const files = paths.map(async (path) => {
    const bytes = new Uint8Array(await readFile(join(top, path)));
    return [path, new File([bytes], path.slice(path.lastIndexOf("/") + 1))] as const;
  });
  return new Map(await Promise.all(files));
}
