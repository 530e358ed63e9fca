import { fetchWhole } from "#slides/bytes/fetch-whole.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { largestFileBytes, type TileStore } from "./tile-store.ts";

/** Files beside an address. Its query, a signature say, goes along with every file. */
export class UrlStore implements TileStore {
  readonly #base: URL;

  /** `base` is the absolute address of any file of the folder, the .dzi say. */
  constructor(base: string) {
    this.#base = new URL(base);
  }

  get(path: string, options: ReadOptions = {}): Promise<Blob> {
    const address = new URL(`./${path}`, this.#base);
    address.search = this.#base.search;
    return fetchWhole(address, largestFileBytes, options);
  }

  dispose(): void {}
}
