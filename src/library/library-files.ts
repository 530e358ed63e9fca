/**
 * Files in folders that are the library's own, by path ("analysis/<slide>/<pack>/zarr.json"): the
 * browser's private file system in the page, a map in tests. A file is written whole or not at all.
 * Throws `library-full` and `library-refused`.
 */
export interface LibraryFiles {
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Paths of all files below a folder, in no order; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** A file, or a folder and all below it; nothing happens where there is none. */
  remove(path: string): Promise<void>;
}
