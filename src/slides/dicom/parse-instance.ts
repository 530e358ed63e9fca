import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide } from "#slides/slide-faults.ts";
import type { Attributes } from "./attributes.ts";
import type { Instance, InstanceWords, Part } from "./instance.ts";
import { type FrameGroups, frameCount, type Header } from "./parse-header.ts";
import { pixelFormatOf } from "./pixel-format.ts";
import { scaleOf } from "./scale.ts";
import { tags } from "./tags.ts";
import { isExplicit } from "./transfer-syntax.ts";

/** By the third value of the image type; LOCALIZER and what else there may be is not shown. */
const roles: ReadonlyMap<string, string> = new Map([
  ["VOLUME", "volume"],
  ["LABEL", "label"],
  ["OVERVIEW", "macro"],
  ["THUMBNAIL", "thumbnail"],
]);
const mostFrames = 2 ** 24;

/** What is kept of a header. Throws `slide-unreadable` where it contradicts itself. */
export function parseInstance(file: ByteSource, header: Header): Instance {
  const { attributes, meta } = header;
  const tileWidth = attributes.unsigned(tags.columns) ?? 0;
  const tileHeight = attributes.unsigned(tags.rows) ?? 0;
  const frames = frameCount(attributes);
  if (!Number.isInteger(frames) || frames < 1 || frames > mostFrames) {
    throw brokenSlide(`${file.name} claims ${frames} frames.`);
  }
  const size = {
    width: attributes.unsigned(tags.totalColumns) ?? tileWidth,
    height: attributes.unsigned(tags.totalRows) ?? tileHeight,
  };
  const isFull = attributes.text(tags.dimensionOrganization) === "TILED_FULL";
  return {
    file,
    series: attributes.text(tags.series) ?? "",
    role: roles.get(attributes.texts(tags.imageType)[2] ?? "VOLUME") ?? null,
    ...size,
    tileWidth,
    tileHeight,
    frames,
    isFull,
    places: isFull ? null : placesOf(header.frames, frames, file.name),
    part: partOf(attributes),
    format: pixelFormatOf(attributes, meta.transferSyntax),
    isExplicit: isExplicit(meta.transferSyntax),
    pixelsAt: header.pixelsAt,
    words: wordsOf(header, size),
  };
}

function placesOf(groups: FrameGroups | null, frames: number, file: string): Instance["places"] {
  if (groups === null) return null;
  const { columns, rows } = groups;
  if (columns.length !== frames) {
    throw brokenSlide(`${file} places ${columns.length} of its ${frames} frames.`);
  }
  return columns.every(Number.isNaN) && rows.every(Number.isNaN) ? null : { columns, rows };
}

function partOf(attributes: Attributes): Part | null {
  const level = attributes.text(tags.concatenation);
  if (level === null) return null;
  return {
    level,
    number: attributes.unsigned(tags.partNumber) ?? 0,
    count: attributes.unsigned(tags.partCount),
    frameOffset: attributes.unsigned(tags.partFrameOffset) ?? 0,
  };
}

function wordsOf(header: Header, size: { width: number; height: number }): InstanceWords {
  const { attributes } = header;
  const [path] = attributes.items(tags.opticalPaths);
  const power = path?.decimals(tags.objectivePower)[0] ?? Number.NaN;
  return {
    vendor: attributes.text(tags.manufacturer),
    micronsPerPixel: scaleOf(header, size),
    objectivePower: power > 0 && power <= 1000 ? power : null,
    hasColourProfile: attributes.has(tags.iccProfile) || (path?.has(tags.iccProfile) ?? false),
  };
}
