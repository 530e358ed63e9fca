import { unreadableSlide } from "#slides/slide-faults.ts";
import type { Attributes } from "./attributes.ts";
import { tags } from "./tags.ts";
import { type Coding, codingOf, syntaxName } from "./transfer-syntax.ts";

/** How the samples of an instance are stored, as it says. */
export interface PixelFormat {
  readonly transferSyntax: string;
  /** CS of (0028,0004): "RGB", "YBR_FULL_422". */
  readonly photometric: string;
  readonly samples: number;
  readonly bits: number;
  /** Red, green and blue as three planes (planar configuration 1). */
  readonly isPlanar: boolean;
}

export type ReadableFormat = PixelFormat & { readonly coding: Coding };

/** Photometric interpretations that are read; YBR_ICT and YBR_RCT leave the decoder as RGB. */
const photometrics: Readonly<Record<Coding, readonly string[]>> = {
  native: ["RGB", "MONOCHROME2"],
  jpeg: ["RGB", "YBR_FULL", "YBR_FULL_422", "MONOCHROME2"],
  jpeg2000: ["RGB", "YBR_FULL", "YBR_ICT", "YBR_RCT", "MONOCHROME2"],
};

export const compressionNames: Readonly<Record<Coding, string>> = {
  native: "none",
  jpeg: "JPEG",
  jpeg2000: "JPEG 2000",
};

export function pixelFormatOf(attributes: Attributes, transferSyntax: string): PixelFormat {
  const allocated = attributes.unsigned(tags.bitsAllocated) ?? 0;
  return {
    transferSyntax,
    photometric: attributes.text(tags.photometric) ?? "unknown",
    samples: attributes.unsigned(tags.samplesPerPixel) ?? 0,
    bits: Math.max(allocated, attributes.unsigned(tags.bitsStored) ?? 0),
    isPlanar: attributes.unsigned(tags.planarConfiguration) === 1,
  };
}

/** Throws `slide-unreadable` with the name of what is not read. */
export function readableFormat(format: PixelFormat, file: string): ReadableFormat {
  const coding = codingOf(format.transferSyntax);
  const refusal = refusalOf(format);
  if (coding === null || refusal !== null) {
    throw unreadableSlide(`${file} has ${refusal}, which is not read here.`);
  }
  return { ...format, coding };
}

/** What of the format is not read, in words; null where all is. */
export function refusalOf({ transferSyntax, photometric, samples, bits }: PixelFormat) {
  const coding = codingOf(transferSyntax);
  if (coding === null) return `frames in ${syntaxName(transferSyntax)}`;
  const isColour = photometrics[coding].includes(photometric);
  if (!isColour || samples !== (photometric === "MONOCHROME2" ? 1 : 3)) {
    return `${samples} samples of ${photometric}`;
  }
  return bits === 8 ? null : `${bits} bits a sample`;
}
