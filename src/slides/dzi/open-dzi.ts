import { ParaffinError } from "#core/errors.ts";
import { unreadableSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { DziImage } from "./dzi-image.ts";
import { parseDzi } from "./parse-dzi.ts";
import { parseVipsProperties, type VipsProperties } from "./parse-vips-properties.ts";
import type { TileStore } from "./tile-store.ts";

/** Where a .dzi lies: its store and its path there. */
export interface DziPlace {
  readonly store: TileStore;
  readonly file: string;
  readonly name: string;
}

/** Throws `slide-unreadable`. */
export async function openDzi(
  { store, file, name }: DziPlace,
  options: ReadOptions = {},
): Promise<DziImage> {
  const header = parseDzi(await readHeader(store, file, options), name);
  const tileFolder = `${file.replace(/\.(dzi|xml)$/i, "")}_files`;
  const properties = await readProperties(store, tileFolder, options);
  return new DziImage({ store, header, tileFolder, name, properties });
}

/** A .dzi is under a kilobyte; a megabyte is another file. */
const largestHeaderBytes = 2 ** 20;

async function readHeader(store: TileStore, file: string, options: ReadOptions): Promise<string> {
  const header = await store.get(file, options).catch((thrown: unknown) => {
    if (!(thrown instanceof ParaffinError)) throw thrown;
    throw unreadableSlide(thrown.message, thrown);
  });
  if (header.size > largestHeaderBytes) throw unreadableSlide(`${file} is too large for a .dzi.`);
  return header.text();
}

/** The properties are a courtesy of `vips dzsave --properties`; many slides come without. */
async function readProperties(
  store: TileStore,
  tileFolder: string,
  options: ReadOptions,
): Promise<VipsProperties> {
  try {
    const file = await store.get(`${tileFolder}/vips-properties.xml`, options);
    return parseVipsProperties(await file.text());
  } catch (thrown) {
    if (!(thrown instanceof ParaffinError)) throw thrown;
    return { micronsPerPixel: null, objectivePower: null };
  }
}
