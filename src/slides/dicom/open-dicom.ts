import { concurrently } from "#core/concurrently.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { unreadableSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { downsampleOf, isReduced } from "#slides/stored-levels.ts";
import type { TiledImage } from "#slides/tiled-image.ts";
import type { DicomDecoders } from "./dicom-decoders.ts";
import { DicomImage } from "./dicom-image.ts";
import type { Instance } from "./instance.ts";
import { joinParts, type Volume } from "./join-parts.ts";
import { type DicomLevel, openLevel } from "./open-level.ts";
import { parseInstance } from "./parse-instance.ts";
import { refusalOf } from "./pixel-format.ts";
import { readHeader } from "./read-header.ts";

/** A header is held whole while it is read. */
const headersAtOnce = 4;

/**
 * A slide in DICOM (VL Whole Slide Microscopy): one file, or those of one series, among which each
 * level, label and overview has its own. Only headers and offset tables are read at opening. Throws
 * `slide-unreadable`, and leaves the files to its caller then.
 */
export async function openDicom(
  files: readonly ByteSource[],
  decoders: DicomDecoders,
  options: ReadOptions = {},
): Promise<TiledImage> {
  const series = oneSeries(await readInstances(files, options));
  const [finest, ...smaller] = joinParts(series.filter(({ role }) => role === "volume")).toSorted(
    (one, other) => other.width - one.width || other.height - one.height,
  );
  if (finest === undefined) throw new RangeError("a series without a volume");
  const open = (volume: Volume): Promise<DicomLevel> =>
    openLevel(volume, downsampleOf(finest, volume), decoders, options);
  return new DicomImage({
    finest: await open(finest),
    // What is as large as the finest is another focal plane or optical path of it.
    coarser: await Promise.all(smaller.filter((volume) => isReduced(finest, volume)).map(open)),
    pictures: await openPictures(series, decoders, options),
    files,
  });
}

async function readInstances(
  files: readonly ByteSource[],
  options: ReadOptions,
): Promise<Instance[]> {
  const others: string[] = [];
  const read = await concurrently(files, headersAtOnce, async (file) => {
    const header = await readHeader(file, options);
    if (!("otherClass" in header)) return parseInstance(file, header);
    others.push(`${file.name} is of class ${header.otherClass}`);
    return null;
  });
  const instances = read.filter((instance) => instance !== null);
  if (instances.length > 0) return instances;
  throw unreadableSlide(`No whole-slide image is among the DICOM files: ${others[0] ?? "none"}.`);
}

/** The instances of the only series that shows tissue; labels of others may be another patient's. */
function oneSeries(instances: readonly Instance[]): readonly Instance[] {
  const volumes = instances.filter(({ role }) => role === "volume");
  const [series, ...others] = new Set(volumes.map((instance) => instance.series));
  if (series === undefined) {
    throw unreadableSlide(
      "The DICOM files hold labels or overviews alone, without a slide's tissue.",
    );
  }
  if (others.length > 0) {
    throw unreadableSlide(
      `The DICOM files are of ${others.length + 1} slides (series). Open one at a time.`,
    );
  }
  return instances.filter((instance) => instance.series === series);
}

/** By name, the first of each; one whose format is not read is left out, the slide being readable. */
async function openPictures(
  series: readonly Instance[],
  decoders: DicomDecoders,
  options: ReadOptions,
): Promise<ReadonlyMap<string, DicomLevel>> {
  const pictures = new Map<string, DicomLevel>();
  for (const name of ["label", "macro", "thumbnail"]) {
    const instances = series.filter(
      ({ role, format }) => role === name && refusalOf(format) === null,
    );
    const [picture] = joinParts(instances);
    if (picture !== undefined) pictures.set(name, await openLevel(picture, 1, decoders, options));
  }
  return pictures;
}
