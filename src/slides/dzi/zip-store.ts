import { ParaffinError } from "#core/errors.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { missingTile, unreadableSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import type { TileStore } from "./tile-store.ts";
import { unpack } from "./unpack.ts";
import { type PackedFile, readZipDirectory } from "./zip-directory.ts";

/**
 * The files of a zip, of which only the directory is read now. Throws `slide-unreadable`, also for a
 * slide of another format in a zip: its parts cannot be read without unpacking the whole.
 */
export async function openZipStore(
  bytes: ByteSource,
  options: ReadOptions = {},
): Promise<{ store: TileStore; paths: readonly string[] }> {
  const files = await readZipDirectory(bytes, options);
  const paths = [...files.keys()];
  const packed = paths.find(isOtherSlide);
  if (packed === undefined || paths.some(isDzi))
    return { store: new ZipStore(bytes, files), paths };
  const fact = `${bytes.name} holds ${packed}: a slide is read out of a zip only where it is Deep Zoom.`;
  throw new ParaffinError("slide-unreadable", fact, "Unpack the zip, then open what was in it.");
}

/** The one .dzi among the files of a folder or zip, `place`. Throws `slide-unreadable`. */
export function dziIn(paths: readonly string[], place = "The folder"): string {
  const headers = paths.filter(isDzi);
  const [path] = headers;
  if (path !== undefined && headers.length === 1) return path;
  throw unreadableSlide(`${place} holds ${headers.length} .dzi files, not one.`);
}

/** macOS puts a `._` file beside every file of a zip or a foreign disk, with the same ending. */
export function isDzi(path: string): boolean {
  return /(^|\/)(?!\._)[^/]*\.dzi$/i.test(path);
}

function isOtherSlide(path: string): boolean {
  return /(^|\/)(?!\._)[^/]*\.(dcm|svs|tiff?|ndpi|scn|bif|mrxs|vms|czi|isyntax)$/i.test(path);
}

class ZipStore implements TileStore {
  readonly #bytes: ByteSource;
  readonly #files: ReadonlyMap<string, PackedFile>;

  constructor(bytes: ByteSource, files: ReadonlyMap<string, PackedFile>) {
    this.#bytes = bytes;
    this.#files = files;
  }

  async get(path: string, options: ReadOptions = {}): Promise<Blob> {
    options.signal?.throwIfAborted();
    const file = this.#files.get(path);
    if (file === undefined) throw missingTile(`${path} is not in ${this.#bytes.name}.`);
    return new Blob([await unpack(this.#bytes, path, file, options)]);
  }

  dispose(): void {
    this.#bytes.dispose();
  }
}
