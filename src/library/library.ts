import { idbRecords } from "./idb-records.ts";
import type { LibraryFiles } from "./library-files.ts";
import { opfsFiles } from "./opfs-files.ts";
import type { Records } from "./records.ts";
import { browserLocks, type SlideLocks } from "./slide-locks.ts";
import { browserStorage, type StorageGauge } from "./storage-gauge.ts";
import { analysesOf } from "./zarr/layout.ts";

/** The slides a person has opened, kept in the browser's own storage and nowhere else. */
export interface Library {
  /** All but the analyses. */
  readonly records: Records;
  /** The analyses, as Zarr. */
  readonly files: LibraryFiles;
  readonly locks: SlideLocks;
  readonly storage: StorageGauge;
}

/** Throws `library-refused` and `library-newer`. */
export async function openBrowserLibrary(): Promise<Library> {
  const records = await idbRecords();
  return { records, files: opfsFiles(), locks: browserLocks(), storage: browserStorage() };
}

/** Deletes all that is kept of a slide: its analyses first, for without records nobody finds them. */
export async function forgetSlide({ records, files }: Library, digest: string): Promise<void> {
  await files.remove(analysesOf(digest));
  await records.remove(digest);
}
