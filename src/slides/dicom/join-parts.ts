import { brokenSlide } from "#slides/slide-faults.ts";
import type { Instance } from "./instance.ts";

/** A level or a picture: one instance, or the parts of one that is stored in several files. */
export interface Volume
  extends Pick<
    Instance,
    "width" | "height" | "tileWidth" | "tileHeight" | "isFull" | "places" | "format" | "words"
  > {
  /** The first file's name. */
  readonly name: string;
  /** In all parts. */
  readonly frames: number;
  /** In the order of their frames. */
  readonly parts: readonly Instance[];
}

/** Joins concatenations (DICOM PS3.3, C.7.6.16.2.2.4). Throws `slide-unreadable` without a part. */
export function joinParts(instances: readonly Instance[]): Volume[] {
  const levels = new Map<string | Instance, Instance[]>();
  for (const instance of instances) {
    const level = instance.part?.level ?? instance;
    levels.set(level, [...(levels.get(level) ?? []), instance]);
  }
  return [...levels.values()].map((parts) =>
    joined(parts.toSorted((one, other) => (one.part?.number ?? 0) - (other.part?.number ?? 0))),
  );
}

function joined(parts: readonly Instance[]): Volume {
  const [first] = parts;
  if (first === undefined) throw new RangeError("no part");
  let frames = 0;
  for (const instance of parts) {
    if (instance.part !== null && instance.part.frameOffset !== frames) throw missingPart(first);
    if (shapeOf(instance) !== shapeOf(first)) {
      throw brokenSlide(`${instance.file.name} and ${first.file.name} are not parts of one level.`);
    }
    frames += instance.frames;
  }
  if ((first.part?.count ?? parts.length) !== parts.length) throw missingPart(first);
  return { ...first, name: first.file.name, frames, parts, places: placesOf(parts) };
}

/** What the parts of a level have in common. */
function shapeOf(instance: Instance): string {
  const { width, height, tileWidth, tileHeight, isFull, places, format } = instance;
  return JSON.stringify([width, height, tileWidth, tileHeight, isFull, places === null, format]);
}

function placesOf(parts: readonly Instance[]): Volume["places"] {
  const all = parts.flatMap(({ places }) => places ?? []);
  if (all.length === 0) return null;
  const columns = all.flatMap((places) => places.columns);
  return { columns, rows: all.flatMap((places) => places.rows) };
}

function missingPart({ file, part }: Instance) {
  return brokenSlide(
    `${file.name} is part ${part?.number} of a level in ${part?.count ?? "several"} files, of which some were not given.`,
  );
}
