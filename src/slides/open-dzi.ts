import { ParaffinError } from "#core/errors.ts";
import { type DziParts, DziSource } from "./dzi-source.ts";
import { FolderStore } from "./folder-store.ts";
import { parseDzi } from "./parse-dzi.ts";
import { parseVipsProperties, type VipsProperties } from "./parse-vips-properties.ts";
import { assertPlausibleScale, unreadableSlide } from "./slide-faults.ts";
import type { SlideOrigin } from "./slide-origin.ts";
import type { ReadOptions, SlideSource } from "./slide-source.ts";
import type { TileDecoder } from "./tile-decoder.ts";
import type { TileStore } from "./tile-store.ts";
import { UrlStore } from "./url-store.ts";

/** Where a .dzi lies: its store, its path there and the name to show for it. */
export interface DziPlace {
  readonly store: TileStore;
  readonly file: string;
  readonly name: string;
}

/** Opens a slide by address or from a dropped folder; throws `slide-unreadable`. */
export async function openSlide(
  origin: SlideOrigin,
  decoder: TileDecoder,
  options: ReadOptions = {},
): Promise<SlideSource> {
  const place = origin.kind === "url" ? placeOfUrl(origin.url) : placeInFolder(origin.files);
  return openDzi(place, decoder, origin.micronsPerPixel, options);
}

/** `micronsPerPixel`, when said with the address, goes before what the scanner wrote. */
export async function openDzi(
  { store, file, name }: DziPlace,
  decoder: TileDecoder,
  micronsPerPixel: number | null,
  options: ReadOptions = {},
): Promise<DziSource> {
  const header = parseDzi(await readHeader(store, file, options), name);
  const tileFolder = `${file.replace(/\.(dzi|xml)$/i, "")}_files`;
  const properties = await readProperties(store, tileFolder, options);
  const { objectivePower } = properties;
  const scale = chooseScale(micronsPerPixel, properties);
  return new DziSource({ store, decoder, header, tileFolder, name, scale, objectivePower });
}

function placeOfUrl(address: string): DziPlace {
  if (!URL.canParse(address)) throw unreadableSlide(`${address} is not an address.`);
  const url = new URL(address);
  const file = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
  return { store: new UrlStore(address), file, name: nameOf(decoded(file)) };
}

function placeInFolder(files: ReadonlyMap<string, File>): DziPlace {
  const headers = [...files.keys()].filter((path) => path.toLowerCase().endsWith(".dzi"));
  const [path] = headers;
  if (path === undefined || headers.length > 1) {
    throw unreadableSlide(`The folder holds ${headers.length} .dzi files, not one.`);
  }
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const file = path.slice(folder.length);
  return { store: new FolderStore(files, folder), file, name: nameOf(file) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // A stray per cent sign in an address: shown as it is written.
  }
}

function nameOf(file: string): string {
  return file.replace(/\.(dzi|xml)$/i, "");
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

function chooseScale(said: number | null, { micronsPerPixel }: VipsProperties): DziParts["scale"] {
  if (said !== null) assertPlausibleScale(said);
  if (said !== null) return { micronsPerPixel: said, origin: "address" };
  if (micronsPerPixel === null) return null;
  return { micronsPerPixel, origin: "vips-properties" };
}
