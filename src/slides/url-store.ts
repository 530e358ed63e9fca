import { missingTile } from "./slide-faults.ts";
import type { ReadOptions } from "./slide-source.ts";
import { largestFileBytes, type TileStore } from "./tile-store.ts";

/** Files beside an address. Its query, a signature say, goes along with every file. */
export class UrlStore implements TileStore {
  readonly #base: URL;

  /** `base` is the absolute address of any file of the folder, the .dzi say. */
  constructor(base: string) {
    this.#base = new URL(base);
  }

  async get(path: string, { signal }: ReadOptions = {}): Promise<Blob> {
    const address = new URL(`./${path}`, this.#base);
    address.search = this.#base.search;
    const response = await this.#fetch(address, signal);
    if (!response.ok) throw missingTile(`${address} answered with status ${response.status}.`);
    const type = response.headers.get("Content-Type") ?? "";
    if (type.startsWith("text/html")) {
      throw missingTile(`${address} answered with a web page in the file's place.`);
    }
    if (Number(response.headers.get("Content-Length")) > largestFileBytes) {
      await response.body?.cancel();
      throw missingTile(`${address} is too large to be part of a slide.`);
    }
    return response.blob();
  }

  dispose(): void {}

  async #fetch(address: URL, signal: AbortSignal | undefined): Promise<Response> {
    try {
      return await fetch(address, signal === undefined ? {} : { signal });
    } catch (cause) {
      signal?.throwIfAborted();
      const fact = `${address} cannot be reached, or its server does not let this page read it.`;
      throw missingTile(fact, cause);
    }
  }
}
