import { basename, dirname } from "node:path";
import { openDzi } from "#slides/dzi/open-dzi.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import { TiledSource } from "#slides/tiled-source.ts";
import { DiskStore } from "./disk-store.ts";
import { SharpDecoder } from "./sharp-decoder.ts";

/** Opens a .dzi on disk. */
export async function openDiskSlide(
  path: string,
  micronsPerPixel: number | null = null,
): Promise<SlideSource> {
  const file = basename(path);
  const place = { store: new DiskStore(dirname(path)), file, name: file.replace(/\.dzi$/, "") };
  return new TiledSource(await openDzi(place), new SharpDecoder(), micronsPerPixel);
}
