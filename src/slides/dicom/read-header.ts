import { ParaffinError } from "#core/errors.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide, unreadableSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { type Header, parseDataSet, parseMeta } from "./parse-header.ts";
import { isParsable, syntaxName } from "./transfer-syntax.ts";

/** Most headers are smaller; one with the places of 100,000 frames has 30 MiB. */
const firstBytes = 64 * 2 ** 10;
const mostBytes = 64 * 2 ** 20;
/** VL Whole Slide Microscopy Image Storage. */
const wholeSlide = "1.2.840.10008.5.1.4.1.1.77.1.6";

/** A DICOM file that holds something else than a slide. */
export interface OtherFile {
  readonly otherClass: string;
}

/** What the file says before its pixels; nothing after them is read. Throws `slide-unreadable`. */
export async function readHeader(
  file: ByteSource,
  options: ReadOptions = {},
): Promise<Header | OtherFile> {
  let bytes = await grown(file, new Uint8Array(0), firstBytes, options);
  if (String.fromCharCode(...bytes.subarray(128, 132)) !== "DICM") {
    throw unreadableSlide(`${file.name} is not DICOM.`);
  }
  for (;;) {
    try {
      return parse(bytes, file.name);
    } catch (cause) {
      if (cause instanceof ParaffinError) throw cause;
      if (bytes.length >= Math.min(file.size, mostBytes)) throw pixelless(file, bytes, cause);
    }
    bytes = await grown(file, bytes, bytes.length * 2, options);
  }
}

function parse(bytes: Uint8Array, name: string): Header | OtherFile {
  const meta = parseMeta(bytes, name);
  if (meta.sopClass !== wholeSlide) return { otherClass: meta.sopClass };
  if (!isParsable(meta.transferSyntax)) {
    throw unreadableSlide(
      `${name} is stored as ${syntaxName(meta.transferSyntax)}, not read here.`,
    );
  }
  return parseDataSet(bytes, meta, name);
}

async function grown(
  file: ByteSource,
  known: Uint8Array,
  size: number,
  options: ReadOptions,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.min(size, file.size));
  bytes.set(known);
  bytes.set(await file.read(known.length, bytes.length - known.length, options), known.length);
  return bytes;
}

function pixelless(file: ByteSource, { length }: Uint8Array, cause: unknown): ParaffinError {
  const where = length === file.size ? "it ends" : `${length} bytes`;
  return brokenSlide(`${file.name} has no pixels before ${where}: it is damaged.`, cause);
}
