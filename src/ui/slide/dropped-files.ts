import type { SlideOrigin } from "#engine/engine.ts";

/** Files of a folder chosen with a directory input, by their path below that folder. */
export function filesOfInput(files: Iterable<File>): SlideOrigin {
  const byPath = new Map<string, File>();
  for (const file of files) byPath.set(belowFirst(file.webkitRelativePath) || file.name, file);
  return { kind: "files", files: byPath, micronsPerPixel: null };
}

/** The files dropped, where all of them are GeoJSON by their names; none where there is another. */
export function annotationFiles(dropped: Iterable<File>): readonly File[] {
  const files = [...dropped];
  return files.every(({ name }) => /\.(geojson|json)(\.gz)?$/i.test(name)) ? files : [];
}

/**
 * Files of what was dropped, by path: below the folder where one folder was dropped, from the
 * dropped names on where a .dzi and its tiles were dropped side by side.
 */
export async function filesOfDrop(entries: readonly FileSystemEntry[]): Promise<SlideOrigin> {
  const found = (await Promise.all(entries.map(filesBelow))).flat();
  const isOneFolder = entries.length === 1 && entries[0]?.isDirectory === true;
  const files = new Map(
    found.map(({ path, file }) => [isOneFolder ? belowFirst(path) : path, file] as const),
  );
  return { kind: "files", files, micronsPerPixel: null };
}

interface Found {
  readonly path: string;
  readonly file: File;
}

async function filesBelow(entry: FileSystemEntry): Promise<Found[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isDirectory(entry)) return [];
  const children = await childrenOf(entry);
  return (await Promise.all(children.map(filesBelow))).flat();
}

/** A reader hands out its entries in batches until an empty one. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry =>
  entry.isDirectory;

const belowFirst = (path: string): string => path.slice(path.indexOf("/") + 1);
