import { refusedLibrary, withLibraryFaults } from "./library-faults.ts";
import type { LibraryFiles } from "./library-files.ts";

/** The browser's own private file system, below one folder of it. */
export function opfsFiles(folder = "library"): LibraryFiles {
  const root = () => withLibraryFaults(() => openRoot(folder));
  return {
    read: async (path) => {
      const file = await fileAt(await root(), path);
      return file === null ? null : new Uint8Array(await (await file.getFile()).arrayBuffer());
    },
    write: async (path, bytes) => {
      const top = await root();
      await withLibraryFaults(() => writeFile(top, path, bytes));
    },
    list: async (path) => {
      const below = await folderAt(await root(), namesOf(path), false);
      return below === null ? [] : filesBelow(below, path);
    },
    remove: async (path) => {
      const names = namesOf(path);
      const parent = await folderAt(await root(), names.slice(0, -1), false);
      await parent
        ?.removeEntry(names.at(-1) ?? "", { recursive: true })
        .catch((thrown: unknown) => {
          if (!isMissing(thrown)) throw thrown;
        });
    },
  };
}

async function openRoot(folder: string): Promise<FileSystemDirectoryHandle> {
  const { storage } = navigator as { readonly storage?: StorageManager };
  if (storage?.getDirectory === undefined) throw refusedLibrary();
  return (await storage.getDirectory()).getDirectoryHandle(folder, { create: true });
}

const namesOf = (path: string): string[] => path.split("/").filter((name) => name !== "");

async function folderAt(
  top: FileSystemDirectoryHandle,
  names: readonly string[],
  create: boolean,
): Promise<FileSystemDirectoryHandle | null> {
  let folder = top;
  for (const name of names) {
    const below = await folder.getDirectoryHandle(name, { create }).catch(nullIfMissing);
    if (below === null) return null;
    folder = below;
  }
  return folder;
}

async function fileAt(
  top: FileSystemDirectoryHandle,
  path: string,
): Promise<FileSystemFileHandle | null> {
  const names = namesOf(path);
  const folder = await folderAt(top, names.slice(0, -1), false);
  return (await folder?.getFileHandle(names.at(-1) ?? "").catch(nullIfMissing)) ?? null;
}

/** The browser writes beside the file and puts it in its place when it is closed: whole or not. */
async function writeFile(
  top: FileSystemDirectoryHandle,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  const names = namesOf(path);
  const folder = await folderAt(top, names.slice(0, -1), true);
  const file = await folder?.getFileHandle(names.at(-1) ?? "", { create: true });
  const stream = await file?.createWritable();
  try {
    await stream?.write(bytes as Uint8Array<ArrayBuffer>);
    await stream?.close();
  } catch (thrown) {
    await stream?.abort().catch(() => undefined); // it may be closed already
    throw thrown;
  }
}

async function filesBelow(folder: FileSystemDirectoryHandle, path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const [name, entry] of folder.entries()) {
    if (entry.kind === "file") found.push(`${path}/${name}`);
    else found.push(...(await filesBelow(entry as FileSystemDirectoryHandle, `${path}/${name}`)));
  }
  return found;
}

function nullIfMissing(thrown: unknown): null {
  if (isMissing(thrown)) return null;
  throw thrown;
}

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof DOMException &&
  (thrown.name === "NotFoundError" || thrown.name === "TypeMismatchError");
