import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { assertInside } from "#slides/bytes/inside.ts";
import { brokenSlide, missingTile, unreadableSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";

/** A file of this computer, open until `dispose`. Throws `slide-unreadable`. */
export async function openDiskBytes(path: string): Promise<ByteSource> {
  const handle = await open(path).catch((cause: unknown) => {
    throw unreadableSlide(`${path} cannot be opened.`, cause);
  });
  const status = await handle.stat();
  if (status.isFile()) return new DiskBytes(handle, basename(path), status.size);
  await handle.close();
  throw unreadableSlide(`${path} is not a file.`);
}

class DiskBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #handle: FileHandle;

  constructor(handle: FileHandle, name: string, size: number) {
    this.name = name;
    this.size = size;
    this.#handle = handle;
  }

  async read(
    offset: number,
    length: number,
    { signal }: ReadOptions = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    assertInside(this, offset, length);
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await this.#handle
        .read(bytes, done, length - done, offset + done)
        .catch((cause: unknown) => {
          throw missingTile(`${this.name} can no longer be read.`, cause);
        });
      if (bytesRead === 0) throw brokenSlide(`${this.name} became shorter while it was read.`);
      done += bytesRead;
      signal?.throwIfAborted();
    }
    return bytes;
  }

  dispose(): void {
    // Nobody waits for it, and a file that was open to read has nothing to lose.
    this.#handle.close().catch(() => undefined);
  }
}
