import { BlobBytes } from "#slides/bytes/blob-bytes.ts";
import { joinBytes } from "#slides/bytes/join-bytes.ts";

/** By "ggggeeee VR"; null leaves out what a base has. */
export type DicomElements = { readonly [tag: string]: DicomValue | null };
type DicomValue = string | number | Uint8Array | readonly DicomElements[];

export const syntaxes = {
  implicit: "1.2.840.10008.1.2",
  explicit: "1.2.840.10008.1.2.1",
  jpeg: "1.2.840.10008.1.2.4.50",
  jpeg2000: "1.2.840.10008.1.2.4.90",
} as const;

export const wholeSlideClass = "1.2.840.10008.5.1.4.1.1.77.1.6";

/** Elements of a native RGB level of 40x24 pixels in tiles of 16x16: three across, two down. */
export const smallLevel: DicomElements = {
  "00080008 CS": "ORIGINAL\\PRIMARY\\VOLUME\\NONE",
  "0020000e UI": "1.2.3",
  "00209311 CS": "TILED_FULL",
  "00280002 US": 3,
  "00280004 CS": "RGB",
  "00280006 US": 0,
  "00280008 IS": "6",
  "00280010 US": 16,
  "00280011 US": 16,
  "00280100 US": 8,
  "00280101 US": 8,
  "00480006 UL": 40,
  "00480007 UL": 24,
};

export interface DicomFileOptions {
  readonly name?: string;
  readonly sopClass?: string;
  readonly syntax?: string;
  /** Sequences and their items end at a delimiter instead of stating their length. */
  readonly isUndefinedLength?: boolean;
  /** Cuts the file after so many bytes. */
  readonly length?: number;
}

/** The bytes of a DICOM file whose pixels are `pixels`: native, or of `encapsulated`. */
export function dicomBytes(
  elements: DicomElements,
  pixels: Uint8Array | Encapsulated,
  options: DicomFileOptions = {},
): Uint8Array<ArrayBuffer> {
  const { sopClass = wholeSlideClass, syntax = syntaxes.explicit } = options;
  const form = {
    isExplicit: syntax !== syntaxes.implicit,
    isUndefinedLength: options.isUndefinedLength ?? false,
  };
  const meta = dataSet(
    { "00020002 UI": sopClass, "00020010 UI": syntax },
    { isExplicit: true, isUndefinedLength: false },
  );
  const value = pixels instanceof Uint8Array ? pixels : pixels.value;
  const length = pixels instanceof Uint8Array ? value.length : 0xffffffff;
  return joinBytes([
    new Uint8Array(128),
    ascii("DICM"),
    meta,
    dataSet(elements, form),
    head("7fe00010 OB", length, form.isExplicit),
    value,
  ]).slice(0, options.length);
}

export function dicomFile(
  elements: DicomElements,
  pixels: Uint8Array | Encapsulated,
  options: DicomFileOptions = {},
): BlobBytes {
  const bytes = dicomBytes(elements, pixels, options);
  return new BlobBytes(new Blob([bytes]), options.name ?? "slide.dcm");
}

export interface Encapsulated {
  readonly value: Uint8Array;
  /** Of each frame's first item, from the first one's. */
  readonly offsets: readonly number[];
}

/** Frames as items, each of them in so many fragments; `basic` stands in the Basic Offset Table. */
export function encapsulated(
  frames: readonly Uint8Array[],
  { fragments = 1, basic = "right" as readonly number[] | "right" | "none" } = {},
): Encapsulated {
  const offsets: number[] = [];
  const items: Uint8Array[] = [];
  let at = 0;
  for (const frame of frames) {
    offsets.push(at);
    const step = Math.ceil(frame.length / fragments / 2) * 2;
    for (let start = 0; start < frame.length; start += step) {
      const fragment = item(frame.subarray(start, start + step));
      items.push(fragment);
      at += fragment.length;
    }
  }
  const table = basic === "right" ? offsets : basic === "none" ? [] : basic;
  const first = item(new Uint8Array(Uint32Array.from(table).buffer));
  return { value: joinBytes([first, ...items, words(0xe0ddfffe, 0)]), offsets };
}

/** Value of the Extended Offset Table. */
export function extended(offsets: readonly (number | bigint)[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(offsets, BigInt).buffer);
}

interface Form {
  readonly isExplicit: boolean;
  readonly isUndefinedLength: boolean;
}

function dataSet(elements: DicomElements, form: Form): Uint8Array {
  const tags = Object.keys(elements).toSorted();
  return joinBytes(
    tags.flatMap((tag) => {
      const value = elements[tag] ?? null;
      if (value === null) return [];
      const bytes = valueBytes(tag.slice(9), value, form);
      const isOpen = Array.isArray(value) && form.isUndefinedLength;
      const end = isOpen ? [words(0xe0ddfffe, 0)] : [];
      return [head(tag, isOpen ? 0xffffffff : bytes.length, form.isExplicit), bytes, ...end];
    }),
  );
}

function valueBytes(vr: string, value: DicomValue, form: Form): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") {
    return ascii(value.length % 2 === 0 ? value : `${value}${vr === "UI" ? "\0" : " "}`);
  }
  if (typeof value === "number") return numberBytes(vr, value);
  const items = value.map((elements) => {
    const bytes = dataSet(elements, form);
    if (!form.isUndefinedLength) return item(bytes);
    return joinBytes([words(0xe000fffe, 0xffffffff), bytes, words(0xe00dfffe, 0)]);
  });
  return joinBytes(items);
}

function numberBytes(vr: string, value: number): Uint8Array {
  if (vr === "US") return new Uint8Array(Uint16Array.of(value).buffer);
  if (vr === "SL") return new Uint8Array(Int32Array.of(value).buffer);
  if (vr === "FL") return new Uint8Array(Float32Array.of(value).buffer);
  return new Uint8Array(Uint32Array.of(value).buffer);
}

const longForms = ["OB", "OW", "OV", "SQ", "UN"];

function head(tag: string, length: number, isExplicit: boolean): Uint8Array {
  const number = Number.parseInt(tag.slice(0, 8), 16);
  const group = Uint16Array.of(number >>> 16, number & 0xffff);
  const vr = tag.slice(9);
  const parts: Uint8Array[] = [new Uint8Array(group.buffer)];
  if (isExplicit) parts.push(ascii(vr));
  if (isExplicit && longForms.includes(vr)) parts.push(new Uint8Array(2));
  const isShort = isExplicit && !longForms.includes(vr);
  const size = isShort ? Uint16Array.of(length) : Uint32Array.of(length);
  parts.push(new Uint8Array(size.buffer));
  return joinBytes(parts);
}

const item = (bytes: Uint8Array): Uint8Array => joinBytes([words(0xe000fffe, bytes.length), bytes]);

const words = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(Uint32Array.from(values).buffer);

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
