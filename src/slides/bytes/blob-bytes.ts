import { missingTile } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import type { ByteSource } from "./byte-source.ts";
import { assertInside } from "./inside.ts";

/** A file a person dropped: only what is asked for is read from disk. */
export class BlobBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #blob: Blob;

  constructor(blob: Blob, name: string) {
    this.name = name;
    this.size = blob.size;
    this.#blob = blob;
  }

  async read(
    offset: number,
    length: number,
    { signal }: ReadOptions = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    assertInside(this, offset, length);
    const part = this.#blob.slice(offset, offset + length);
    const bytes = await part.arrayBuffer().catch((cause: unknown) => {
      throw missingTile(`${this.name} can no longer be read: it was moved or changed.`, cause);
    });
    signal?.throwIfAborted();
    return new Uint8Array(bytes);
  }

  dispose(): void {}
}
