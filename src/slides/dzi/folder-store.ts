import { missingTile } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { largestFileBytes, type TileStore } from "./tile-store.ts";

/** Files a person dropped on the page; `folder` is the path of the .dzi's own folder, "" at the top. */
export class FolderStore implements TileStore {
  readonly #files: ReadonlyMap<string, File>;
  readonly #folder: string;

  constructor(files: ReadonlyMap<string, File>, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  async get(path: string, { signal }: ReadOptions = {}): Promise<Blob> {
    signal?.throwIfAborted();
    const file = this.#files.get(`${this.#folder}${path}`);
    if (file === undefined) throw missingTile(`${path} is not among the files of the folder.`);
    if (file.size > largestFileBytes)
      throw missingTile(`${path} is too large to be part of a slide.`);
    return file;
  }

  dispose(): void {}
}
