import { readdir, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { ParaffinError } from "#core/errors.ts";
import { unreadableSlide } from "#slides/slide-faults.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import { FlatImage } from "./flat-image.ts";
import { openDiskSlide } from "./open-disk-slide.ts";
import { decodeImage } from "./sharp-decoder.ts";

const FLAT = new Set([".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff"]);

/** An image is held whole: 2^28 pixels are 0.8 GB. */
const LARGEST_FLAT_PIXELS = 2 ** 28;

/**
 * Opens a slide of this computer: a .dzi, a folder that holds one, the `_files` folder beside one,
 * or a flat image. `micronsPerPixel` goes before what the file says. Throws `slide-unreadable`,
 * and `slide-scale-unknown` where neither says a scale.
 */
export async function openLocalSlide(
  path: string,
  micronsPerPixel: number | null,
): Promise<SlideSource> {
  const found = await findSlide(path);
  const source = FLAT.has(extname(found).toLowerCase())
    ? await openFlatImage(found, micronsPerPixel)
    : await openDiskSlide(found, micronsPerPixel);
  if ((await source.describe()).micronsPerPixel !== null) return source;
  await source.dispose();
  throw new ParaffinError(
    "slide-scale-unknown",
    `${path} does not say how many microns a pixel is, so patches and cells have no size.`,
    "Give --mpp with the microns per pixel of the scan: 0.25 is usual at 40x, 0.5 at 20x.",
  );
}

async function findSlide(path: string): Promise<string> {
  const status = await stat(path).catch((cause: unknown) => {
    throw new ParaffinError("slide-unreadable", `There is no ${path}.`, "Check the path.", {
      cause,
    });
  });
  if (status.isDirectory()) return findInFolder(path);
  const extension = extname(path).toLowerCase();
  if (extension === ".dzi" || FLAT.has(extension)) return path;
  const read = [".dzi", ...FLAT].join(", ");
  throw unreadableSlide(`${basename(path)} is of a format that is not read here (${read}).`);
}

async function findInFolder(folder: string): Promise<string> {
  const beside = `${folder.replace(/_files[\\/]*$/, "")}.dzi`;
  if (beside !== `${folder}.dzi` && (await stat(beside).catch(() => null))) return beside;
  const headers = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith(".dzi"));
  const [header] = headers;
  if (header !== undefined && headers.length === 1) return join(folder, header);
  throw unreadableSlide(`${folder} holds ${headers.length} .dzi files, not one.`);
}

async function openFlatImage(path: string, micronsPerPixel: number | null): Promise<FlatImage> {
  const extension = extname(path);
  const image = await decodeImage(path, LARGEST_FLAT_PIXELS).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreadableSlide(`${path} cannot be read: ${why}.`, cause);
  });
  const source = new FlatImage(image, {
    name: basename(path, extension),
    format: extension.slice(1).toLowerCase(),
  });
  if (micronsPerPixel !== null) await source.setMicronsPerPixel(micronsPerPixel);
  return source;
}
