import { unreadableSlide } from "#slides/slide-faults.ts";
import { downsampleOf, isReduced } from "#slides/stored-levels.ts";
import { compressionNames, JPEG, JPEG_2000, WEBP } from "./compressions.ts";
import type { TiffDirectories } from "./read-directories.ts";
import type { TiffDirectory } from "./tiff-directory.ts";
import { type TiffWords, tiffWords } from "./tiff-words.ts";

/** Which directories are levels of the tissue, finest first, and which are pictures beside it. */
export interface TiffLayout {
  readonly words: TiffWords;
  readonly levels: readonly { readonly directory: TiffDirectory; readonly downsample: number }[];
  readonly pictures: ReadonlyMap<string, TiffDirectory>;
}

/** The first directory is the tissue; smaller tiled ones of its shape are its levels. */
export function tiffLayout({ chain, below }: TiffDirectories, name: string): TiffLayout {
  const [finest, ...others] = chain;
  if (finest === undefined) throw unreadableSlide(`${name} holds no image.`);
  const words = tiffWords(finest);
  assertReadable(finest, name);
  const isLevel = (directory: TiffDirectory) =>
    isReduced(finest, directory) &&
    directory.isTiled === finest.isTiled &&
    (directory.isTiled || (directory.subfileType & 1) === 1);
  const reduced = [...below, ...others].filter((directory) => isLevel(directory));
  const levels = [finest, ...reduced]
    .toSorted((a, b) => b.width - a.width)
    .filter(({ width }, at, all) => width !== all[at - 1]?.width)
    .map((directory) => ({ directory, downsample: downsampleOf(finest, directory) }));
  for (const { directory } of levels) assertReadable(directory, name);
  const beside = others.filter((directory) => !isLevel(directory));
  return { words, levels, pictures: picturesOf(beside, words) };
}

/** Pictures are named by their scanner, or counted; what cannot be read is left out. */
function picturesOf(
  beside: readonly TiffDirectory[],
  words: TiffWords,
): ReadonlyMap<string, TiffDirectory> {
  const pictures = new Map<string, TiffDirectory>();
  for (const directory of beside) {
    const name = words.pictureName(directory) ?? `picture ${pictures.size + 1}`;
    if (whyUnreadable(directory) === null && !pictures.has(name)) pictures.set(name, directory);
  }
  return pictures;
}

function assertReadable(directory: TiffDirectory, name: string): void {
  const why = whyUnreadable(directory);
  if (why !== null) throw unreadableSlide(`${name} is a TIFF, but ${why}.`);
}

/** Why the pixels of a directory cannot be shown as they were meant, or null. */
function whyUnreadable(directory: TiffDirectory): string | null {
  const { compression, bits, samples, planar, photometric } = directory;
  const isPicture = compression === JPEG || compression === WEBP || JPEG_2000.has(compression);
  if (!compressionNames.has(compression))
    return `its compression (number ${compression}) is not read`;
  if (bits.some((depth) => depth !== 8)) {
    return `its samples have ${bits.join(", ")} bits, as scanners of fluorescence write; 8 bits of red, green and blue are read`;
  }
  if (samples > 4 || samples === 2) return `it has ${samples} channels, not red, green and blue`;
  if (planar === 2 && (isPicture || samples < 3))
    return "its colours are stored in separate planes";
  if (!isPicture && photometric > 3) return `its colour space (number ${photometric}) is not read`;
  return null;
}
