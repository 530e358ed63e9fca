import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { ParaffinError } from "#core/errors.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { isWebAddress, shown } from "#slides/bytes/web-address.ts";
import { dziIn } from "#slides/dzi/zip-store.ts";
import { openBytes, openSlide } from "#slides/open-slide.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import { TiledSource } from "#slides/tiled-source.ts";
import { openDiskBytes } from "./disk-bytes.ts";
import { nodeDecoders } from "./node-decoders.ts";
import { openDiskSlide } from "./open-disk-slide.ts";

/**
 * Opens a slide of this computer: any file that the page reads, a .dzi, a folder that holds one or
 * a DICOM series, or the `_files` folder beside a .dzi; or of an address, as the page does, which
 * is the only way to an IIIF service. `micronsPerPixel` goes before what the file
 * says. Throws `slide-unreadable`, and `slide-scale-unknown` where neither says a scale.
 */
export async function openLocalSlide(
  path: string,
  micronsPerPixel: number | null,
): Promise<SlideSource> {
  const source = await openFound(path, micronsPerPixel);
  if ((await source.describe()).micronsPerPixel !== null) return source;
  await source.dispose();
  throw new ParaffinError(
    "slide-scale-unknown",
    `${shownPath(path)} does not say how many microns a pixel is, so patches and cells have no size.`,
    "Give --mpp with the microns per pixel of the scan: 0.25 is usual at 40x, 0.5 at 20x.",
  );
}

async function openFound(path: string, micronsPerPixel: number | null): Promise<SlideSource> {
  if (isWebAddress(path)) {
    return openSlide({ kind: "url", url: path, micronsPerPixel }, nodeDecoders());
  }
  const found = await findSlide(path);
  return typeof found === "string"
    ? openDiskSlide(found, micronsPerPixel)
    : openFiles(found, micronsPerPixel);
}

/** A path as a person may read it: of an address without its query, which may hold a signature. */
export function shownPath(path: string): string {
  return isWebAddress(path) ? shown(new URL(path)) : path;
}

/** The path of a .dzi, or the files that are a slide together. */
async function findSlide(path: string): Promise<string | string[]> {
  const status = await stat(path).catch((cause: unknown) => {
    throw new ParaffinError("slide-unreadable", `There is no ${path}.`, "Check the path.", {
      cause,
    });
  });
  if (status.isDirectory()) return findInFolder(path);
  return extname(path).toLowerCase() === ".dzi" ? path : [path];
}

async function findInFolder(folder: string): Promise<string | string[]> {
  const beside = `${folder.replace(/_files[\\/]*$/, "")}.dzi`;
  if (beside !== `${folder}.dzi` && (await stat(beside).catch(() => null))) return beside;
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const series = files.filter((name) => /\.dcm$/i.test(name));
  if (series.length > 0) return series.map((name) => join(folder, name));
  return join(folder, dziIn(files));
}

async function openFiles(
  paths: readonly string[],
  micronsPerPixel: number | null,
): Promise<SlideSource> {
  const decoders = nodeDecoders();
  const files: ByteSource[] = [];
  try {
    for (const path of paths) files.push(await openDiskBytes(path));
    return new TiledSource(await openBytes(files, decoders), decoders.image, micronsPerPixel);
  } catch (thrown) {
    for (const file of files) file.dispose();
    throw thrown;
  }
}
