import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TileStore } from "#slides/dzi/tile-store.ts";
import { missingTile } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";

/** The files of a folder on disk. */
export class DiskStore implements TileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(path: string, { signal }: ReadOptions = {}): Promise<Blob> {
    const options = signal === undefined ? {} : { signal };
    const bytes = await readFile(join(this.#folder, path), options).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw missingTile(`${path} is not in the folder.`, cause);
    });
    return new Blob([new Uint8Array(bytes)]);
  }

  dispose(): void {}
}
