import type { SlideFacts } from "#slides/slide-source.ts";
import { xmlParser } from "#slides/xml-parser.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

/** What a TIFF's writer says in its own words. */
export interface TiffWords
  extends Pick<SlideFacts, "format" | "vendor" | "micronsPerPixel" | "objectivePower"> {
  /** The picture a directory beside the tissue is, null where nothing says so. */
  pictureName(directory: TiffDirectory): string | null;
}

/** Reads the description of the finest level: Aperio's, OME-XML, or plain TIFF tags. */
export function tiffWords(finest: TiffDirectory): TiffWords {
  if (finest.description.startsWith("Aperio")) return aperioWords(finest.description);
  if (/<OME[\s>]/.test(finest.description)) return omeWords(finest);
  return {
    format: "TIFF",
    vendor: finest.make,
    micronsPerPixel: scaleOfResolution(finest.resolution),
    objectivePower: null,
    pictureName: () => null,
  };
}

/** "Aperio .. |AppMag = 20|MPP = 0.4990|..". */
function aperioWords(description: string): TiffWords {
  const fields = new Map(
    description.split("|").map((field) => {
      const [key = "", value = ""] = field.split("=");
      return [key.trim(), Number(value.trim() || Number.NaN)] as const;
    }),
  );
  return {
    format: "Aperio SVS",
    vendor: "Aperio",
    micronsPerPixel: positive(fields.get("MPP")),
    objectivePower: positive(fields.get("AppMag")),
    pictureName: aperioPicture,
  };
}

/** Its label and macro are named in the second line and by their type; the thumbnail is the rest. */
function aperioPicture({ description, subfileType, isTiled }: TiffDirectory): string | null {
  const [, second = ""] = description.split(/[\r\n]+/);
  const named = /^(label|macro)\b/.exec(second)?.[1];
  if (named !== undefined) return named;
  if (subfileType === 1) return "label";
  if (subfileType === 9) return "macro";
  return isTiled ? null : "thumbnail";
}

const parser = xmlParser(["Image", "Objective"]);

/** Microns in OME's units of length. */
const micronsIn: Readonly<Record<string, number>> = { nm: 1e-3, mm: 1e3, cm: 1e4, m: 1e6 };

/** OME model: Image/Pixels@PhysicalSizeX, in microns unless PhysicalSizeXUnit says otherwise. */
function omeWords({ description, resolution }: TiffDirectory): TiffWords {
  const pixels = at(parsed(description), "OME", "Image", 0, "Pixels");
  const size = (axis: "X" | "Y") => {
    const unit = at(pixels, `PhysicalSize${axis}Unit`);
    return (
      Number(at(pixels, `PhysicalSize${axis}`) ?? Number.NaN) *
      (typeof unit === "string" ? (micronsIn[unit] ?? 1) : 1)
    );
  };
  const objective = at(parsed(description), "OME", "Instrument", "Objective", 0);
  const vendor = at(parsed(description), "OME", "Instrument", "Microscope", "Manufacturer");
  return {
    format: "OME-TIFF",
    vendor: typeof vendor === "string" ? vendor : null,
    micronsPerPixel: square(size("X"), size("Y")) ?? scaleOfResolution(resolution),
    objectivePower: positive(Number(at(objective, "NominalMagnification") ?? Number.NaN)),
    pictureName: () => null,
  };
}

function parsed(xml: string): unknown {
  try {
    return parser.parse(xml);
  } catch {
    return null; // A damaged description costs the scale, not the picture.
  }
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}

/** Pixels further from square than this have no single microns per pixel. */
const largestRatio = 1.01;
/** A resolution coarser than this is a printer's (72 or 300 dpi), not a microscope's. */
const coarsestScale = 20;

function square(x: number, y: number): number | null {
  if (!(x > 0)) return null;
  const other = y > 0 ? y : x;
  return Math.max(x, other) / Math.min(x, other) <= largestRatio ? x : null;
}

/** Microns per pixel of the resolution tags, null where they are not those of a microscope. */
export function scaleOfResolution(resolution: TiffDirectory["resolution"]): number | null {
  if (resolution === null || resolution.unit === 1) return null;
  const microns = resolution.unit === 3 ? 10_000 : 25_400;
  const scale = square(microns / resolution.x, microns / resolution.y);
  return scale !== null && scale <= coarsestScale ? scale : null;
}

function positive(value: number | undefined): number | null {
  return value !== undefined && value > 0 && Number.isFinite(value) ? value : null;
}
