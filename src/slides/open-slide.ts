import { BlobBytes } from "./bytes/blob-bytes.ts";
import { type ByteSource, largestReadBytes } from "./bytes/byte-source.ts";
import { whileOpening } from "./bytes/reach.ts";
import { type FileKind, sniff, sniffedBytes } from "./bytes/sniff.ts";
import { openUrlBytes } from "./bytes/url-bytes.ts";
import { nameOf, webAddress } from "./bytes/web-address.ts";
import { openDicom } from "./dicom/open-dicom.ts";
import { FolderStore } from "./dzi/folder-store.ts";
import { openDzi } from "./dzi/open-dzi.ts";
import { UrlStore } from "./dzi/url-store.ts";
import { dziIn, isDzi, openZipStore } from "./dzi/zip-store.ts";
import { openFlat } from "./flat/open-flat.ts";
import { openIiif } from "./iiif/open-iiif.ts";
import type { Jpeg2000Decoder } from "./jpeg2000-decoder.ts";
import { unreadableSlide } from "./slide-faults.ts";
import type { SlideOrigin } from "./slide-origin.ts";
import type { ReadOptions, SlideSource } from "./slide-source.ts";
import { openTiff } from "./tiff/open-tiff.ts";
import type { TileDecoder } from "./tile-decoder.ts";
import type { TiledImage } from "./tiled-image.ts";
import { TiledSource } from "./tiled-source.ts";

/** What turns stored tiles into pixels on this machine. */
export interface SlideDecoders {
  readonly image: TileDecoder;
  readonly jpeg2000: Jpeg2000Decoder;
}

/** Opens a slide of any format, by address or from files; throws `slide-unreadable`. */
export async function openSlide(
  origin: SlideOrigin,
  decoders: SlideDecoders,
  options: ReadOptions = {},
): Promise<SlideSource> {
  const image = await whileOpening(
    origin.kind === "url"
      ? openAddress(webAddress(origin.url), decoders, options)
      : openFiles(origin.files, decoders, options),
  );
  return new TiledSource(image, decoders.image, origin.micronsPerPixel);
}

async function openAddress(
  address: URL,
  decoders: SlideDecoders,
  options: ReadOptions,
): Promise<TiledImage> {
  const file = address.pathname.slice(address.pathname.lastIndexOf("/") + 1);
  if (/\.(dzi|xml)$/i.test(file)) {
    const store = new UrlStore(address.href);
    return openDzi({ store, file, name: dziName(nameOf(address)) }, options);
  }
  if (file === "info.json") return openIiif(address.href, options);
  const bytes = await openUrlBytes(address.href, options);
  if ((await kindOf(bytes, options)) === "iiif") return openIiif(address.href, options);
  return openBytes([bytes], decoders, options);
}

async function openFiles(
  files: ReadonlyMap<string, File>,
  decoders: SlideDecoders,
  options: ReadOptions,
): Promise<TiledImage> {
  const paths = [...files.keys()];
  if (paths.some(isDzi)) {
    const path = dziIn(paths);
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const file = path.slice(folder.length);
    const store = new FolderStore(files, folder);
    return openDzi({ store, file, name: dziName(file) }, options);
  }
  const sources = [...files.values()].map((file) => new BlobBytes(file, file.name));
  return openBytes(sources, decoders, options);
}

/** A folder with more files is not one of slides. */
const mostFiles = 4096;

/**
 * The slide in one file, or in the files of one DICOM series, by what their bytes are. The files go
 * with the image, those it does not need at once; where this throws they are left to the caller.
 */
export async function openBytes(
  files: readonly ByteSource[],
  decoders: SlideDecoders,
  options: ReadOptions = {},
): Promise<TiledImage> {
  if (files.length > mostFiles) throw unreadableSlide(`${files.length} files are no one slide.`);
  const kinds = await Promise.all(files.map((file) => kindOf(file, options)));
  const series = files.filter((_, at) => kinds[at] === "dicom");
  const one =
    series.length > 0
      ? null
      : onlyOne(
          files.filter((_, at) => kinds[at] !== null),
          files,
        );
  const image =
    one === null
      ? await openDicom(series, decoders, options)
      : await openFile(one, kinds[files.indexOf(one)] ?? null, decoders, options);
  for (const file of files) if (file !== one && !series.includes(file)) file.dispose();
  return image;
}

function onlyOne(known: readonly ByteSource[], files: readonly ByteSource[]): ByteSource {
  const [file] = known;
  if (file === undefined) throw unreadableSlide(unknownWords(files));
  if (known.length === 1) return file;
  throw unreadableSlide(`${known.length} slides were given: ${names(known)}. Open one at a time.`);
}

async function openFile(
  file: ByteSource,
  kind: FileKind | null,
  decoders: SlideDecoders,
  options: ReadOptions,
): Promise<TiledImage> {
  switch (kind) {
    case "tiff":
      return openTiff(file, decoders.jpeg2000, options);
    case "zip":
      return openZip(file, options);
    case "image":
      return openPicture(file, decoders.image, options);
    default:
      throw unreadableSlide(`${file.name} needs the tiles beside it: open its folder.`);
  }
}

/** Held in memory, without its file. */
async function openPicture(
  file: ByteSource,
  decoder: TileDecoder,
  options: ReadOptions,
): Promise<TiledImage> {
  const image = await openFlat(await wholeOf(file, options), file.name, decoder, options);
  file.dispose();
  return image;
}

async function openZip(bytes: ByteSource, options: ReadOptions): Promise<TiledImage> {
  const { store, paths } = await openZipStore(bytes, options);
  const file = dziIn(paths, bytes.name);
  return openDzi({ store, file, name: dziName(file.slice(file.lastIndexOf("/") + 1)) }, options);
}

async function kindOf(bytes: ByteSource, options: ReadOptions) {
  return sniff(await bytes.read(0, Math.min(sniffedBytes, bytes.size), options));
}

async function wholeOf(bytes: ByteSource, options: ReadOptions): Promise<Blob> {
  if (bytes.size > largestReadBytes) {
    throw unreadableSlide(`${bytes.name} is too large for an image without tiles.`);
  }
  return new Blob([await bytes.read(0, bytes.size, options)]);
}

function unknownWords(files: readonly ByteSource[]): string {
  if (files.length === 0) return "Nothing was given that could be a slide.";
  return `${names(files)} ${files.length === 1 ? "is" : "are"} of no format that is read here.`;
}

const names = (files: readonly ByteSource[]): string => {
  const first = files.slice(0, 3).map(({ name }) => name);
  return first.join(", ") + (files.length > 3 ? ` and ${files.length - 3} more` : "");
};

function dziName(file: string): string {
  return file.replace(/\.(dzi|xml)$/i, "");
}
