import { basename, dirname } from "node:path";
import type { DziSource } from "#slides/dzi-source.ts";
import { openDzi } from "#slides/open-dzi.ts";
import { DiskStore } from "./disk-store.ts";
import { SharpDecoder } from "./sharp-decoder.ts";

/** Opens a .dzi on disk. */
export function openDiskSlide(
  path: string,
  micronsPerPixel: number | null = null,
): Promise<DziSource> {
  const file = basename(path);
  const place = { store: new DiskStore(dirname(path)), file, name: file.replace(/\.dzi$/, "") };
  return openDzi(place, new SharpDecoder(), micronsPerPixel);
}
