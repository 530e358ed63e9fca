import type { Element } from "dicom-parser";
import { brokenSlide } from "#slides/slide-faults.ts";
import { Attributes } from "./attributes.ts";
import { DataSetParser } from "./data-set-parser.ts";
import { tags } from "./tags.ts";
import { isExplicit } from "./transfer-syntax.ts";

/** The file's own words, before its data set (group 0002). */
export interface FileMeta {
  readonly sopClass: string;
  readonly transferSyntax: string;
  /** Offset of the data set. */
  readonly dataAt: number;
}

/** Where frames lie in the total pixel matrix, from 1; NaN for one that does not say. */
export interface FrameGroups {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  /** The first frame's own groups. */
  readonly first: Attributes | null;
}

export interface Header {
  readonly meta: FileMeta;
  readonly attributes: Attributes;
  /** Null where the file has no per-frame groups. */
  readonly frames: FrameGroups | null;
  /** Offset of the first element of group 7FE0, the pixels'. */
  readonly pixelsAt: number;
}

/** Where the file meta information begins, after the preamble and "DICM". */
const metaAt = 132;
/** Slides have about a hundred, those within sequences not counted. */
const mostElements = 2 ** 12;

/** Throws where the bytes end too early or are damaged. */
export function parseMeta(bytes: Uint8Array, name: string): FileMeta {
  const parser = new DataSetParser(bytes, { at: metaAt, isExplicit: true, name });
  const elements: Record<string, Element> = {};
  for (let count = 0; count < mostElements && parser.peek() < "x00030000"; count += 1) {
    const element = parser.element();
    elements[element.tag] = element;
  }
  const meta = new Attributes(bytes, elements);
  return {
    sopClass: meta.text(tags.sopClass) ?? "unknown",
    transferSyntax: meta.text(tags.transferSyntax) ?? "unknown",
    dataAt: parser.position,
  };
}

/**
 * The data set up to its pixels. Throws `slide-unreadable` where it is more than a slide can say,
 * anything else where the bytes end too early or are damaged.
 */
export function parseDataSet(bytes: Uint8Array, meta: FileMeta, name: string): Header {
  const place = { at: meta.dataAt, isExplicit: isExplicit(meta.transferSyntax), name };
  const parser = new DataSetParser(bytes, place);
  const elements: Record<string, Element> = {};
  const attributes = new Attributes(bytes, elements);
  let frames: FrameGroups | null = null;
  for (let count = 0; count < mostElements; count += 1) {
    const tag = parser.peek();
    if (tag >= "x7fe00000") return { meta, attributes, frames, pixelsAt: parser.position };
    if (tag === tags.frameGroups) frames = parseFrames(parser, bytes, frameCount(attributes), name);
    else elements[tag] = parser.element();
  }
  throw brokenSlide(`${name} has more elements than any slide.`);
}

/** One where the file does not say. */
export function frameCount(attributes: Attributes): number {
  return attributes.decimals(tags.numberOfFrames)[0] ?? 1;
}

/** Of a hundred thousand frames only the places are kept. */
function parseFrames(
  parser: DataSetParser,
  bytes: Uint8Array,
  most: number,
  name: string,
): FrameGroups {
  const columns: number[] = [];
  const rows: number[] = [];
  let first: Attributes | null = null;
  for (const elements of parser.items()) {
    if (!(columns.length < most)) throw brokenSlide(`${name} places more frames than it has.`);
    const groups = new Attributes(bytes, elements);
    const [place] = groups.items(tags.planePosition);
    columns.push(place?.signed(tags.columnPosition) ?? Number.NaN);
    rows.push(place?.signed(tags.rowPosition) ?? Number.NaN);
    first ??= groups;
  }
  return { columns, rows, first };
}
