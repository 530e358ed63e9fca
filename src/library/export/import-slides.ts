import {
  BlobReader,
  type Entry,
  type FileEntry,
  Uint8ArrayWriter,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import * as v from "valibot";
import { ParaffinError } from "#core/errors.ts";
import type { KeptParts } from "#library/kept-slide.ts";
import type { Library } from "#library/library.ts";
import { damagedLibrary, newerLibrary } from "#library/library-faults.ts";
import { analysesOf } from "#library/zarr/layout.ts";
import { EXPORT_VERSION, indexPath, keptPath, thumbnailPath } from "./file-layout.ts";
import { parseKeptJson } from "./kept-json.ts";
import { parseKept } from "./parse-kept.ts";

export interface Imported {
  readonly imported: number;
  /** Slides that were here already and were left as they are. */
  readonly leftOut: number;
}

type Entries = ReadonlyMap<string, FileEntry>;

/**
 * Adds the slides of an exported file; one that is here already is left as it is. All is read and
 * checked before the first of it is written. Throws `library-damaged`, `library-newer`,
 * `library-full`.
 */
export async function importSlides(library: Library, file: Blob): Promise<Imported> {
  const zip = new ZipReader(new BlobReader(file), { useWebWorkers: false, checkSignature: true });
  try {
    const entries = filesOf(await zip.getEntries());
    const digests = await readIndex(entries);
    const slides: ReadSlide[] = [];
    for (const digest of digests) slides.push(await readSlide(entries, digest));
    return await addSlides(library, slides);
  } catch (thrown) {
    if (thrown instanceof ParaffinError || thrown instanceof DOMException) throw thrown;
    throw damagedLibrary("The file is no library of Paraffin, or was cut short.", thrown);
  } finally {
    await zip.close();
  }
}

interface ReadSlide {
  readonly digest: string;
  readonly parts: Partial<KeptParts>;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const index = v.object({
  paraffin: v.literal("library"),
  version: v.number(),
  slides: v.array(v.string()),
});

async function readIndex(entries: Entries): Promise<readonly string[]> {
  const bytes = await bytesOf(entries.get(indexPath));
  const parsed = v.safeParse(index, bytes === null ? null : parseKeptJson(bytes));
  if (!parsed.success) throw damagedLibrary("The file is no library of Paraffin.");
  if (parsed.output.version > EXPORT_VERSION) throw newerLibrary("The file");
  return parsed.output.slides;
}

async function readSlide(entries: Entries, digest: string): Promise<ReadSlide> {
  const bytes = await bytesOf(entries.get(keptPath(digest)));
  if (bytes === null) throw damagedLibrary(`The file names the slide ${digest} and lacks it.`);
  const kept = parseKept(parseKeptJson(bytes));
  if (kept.slide.digest !== digest) throw damagedLibrary("A slide in the file is another one.");
  const picture = await bytesOf(entries.get(thumbnailPath(digest)));
  const thumbnail = picture && new Blob([picture], { type: "image/jpeg" });
  const files = new Map<string, Uint8Array>();
  for (const [path, entry] of entries) {
    if (!path.startsWith(`${analysesOf(digest)}/`)) continue;
    const part = await bytesOf(entry);
    if (part !== null) files.set(path, part);
  }
  return { digest, parts: { ...kept, ...(thumbnail && { thumbnail }) }, files };
}

/** The analysis first: a slide that is in the list is whole. */
async function addSlides(
  { records, files }: Library,
  slides: readonly ReadSlide[],
): Promise<Imported> {
  let imported = 0;
  for (const slide of slides) {
    if ((await records.get(slide.digest, "slide")) !== null) continue;
    try {
      for (const [path, bytes] of slide.files) await files.write(path, bytes);
      await records.put(slide.digest, slide.parts);
    } catch (thrown) {
      await files.remove(analysesOf(slide.digest));
      throw thrown;
    }
    imported += 1;
  }
  return { imported, leftOut: slides.length - imported };
}

/** Files by path; a path that climbs out of its folder is none of ours. */
function filesOf(entries: readonly Entry[]): Entries {
  const files = new Map<string, FileEntry>();
  for (const entry of entries) {
    if (entry.directory) continue;
    const names = entry.filename.split("/");
    if (names.every((name) => /^[\w.-]+$/.test(name) && !/^\.+$/.test(name))) {
      files.set(entry.filename, entry);
    }
  }
  return files;
}

/** Checked against its CRC-32. */
async function bytesOf(entry: FileEntry | undefined): Promise<Uint8Array<ArrayBuffer> | null> {
  if (entry === undefined) return null;
  return (await entry.getData(new Uint8ArrayWriter(), {
    useWebWorkers: false,
    checkSignature: true,
  })) as Uint8Array<ArrayBuffer>;
}
