/** What a JPEG says of itself before its pixels (ITU T.81, markers). */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly components: readonly { readonly id: number; readonly h: number; readonly v: number }[];
  /** Colour transform of an Adobe APP14 segment: 0 none, 1 YCbCr; null without one. */
  readonly adobe: number | null;
  readonly hasJfif: boolean;
}

/** One marker segment: `start` is the FF of the marker, `end` the byte after the segment. */
export interface JpegSegment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

const startOfScan = 0xda;

/** The segments between the start of the image and its first scan; stops where bytes are no marker. */
export function* jpegSegments(jpeg: Uint8Array): Generator<JpegSegment> {
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + (((jpeg[at + 2] as number) << 8) | (jpeg[at + 3] as number));
    if (marker === startOfScan || marker === 0xd9 || end <= at + 3 || end > jpeg.length) return;
    yield { marker, start: at, end };
    at = end;
  }
}

/** Null where the bytes are no JPEG with a frame header. */
export function jpegHeader(jpeg: Uint8Array): JpegHeader | null {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return null;
  let adobe: number | null = null;
  let hasJfif = false;
  for (const { marker, start, end } of jpegSegments(jpeg)) {
    const body = jpeg.subarray(start + 4, end);
    if (marker === 0xe0) hasJfif ||= startsWith(body, "JFIF");
    if (marker === 0xee && startsWith(body, "Adobe")) adobe = body[11] ?? null;
    if (isFrame(marker)) return { ...frame(body), adobe, hasJfif: hasJfif };
  }
  return null;
}

/** SOF0 to SOF15, without the tables and extensions that share the range. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function frame(body: Uint8Array): Pick<JpegHeader, "width" | "height" | "components"> {
  const word = (at: number) => ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0);
  const count = Math.min(body[5] ?? 0, 4);
  const components = Array.from({ length: count }, (_, index) => {
    const sampling = body[7 + index * 3] ?? 0;
    return { id: body[6 + index * 3] ?? 0, h: sampling >> 4, v: sampling & 15 };
  });
  return { width: word(3), height: word(1), components };
}

function startsWith(body: Uint8Array, text: string): boolean {
  return [...text].every((letter, at) => body[at] === letter.charCodeAt(0));
}

/**
 * What a JPEG's components are. Its own marks go before what the file around it says: scanners
 * tag YCbCr as RGB and the other way round. RGB is never subsampled, and JFIF is always YCbCr.
 */
export function jpegColour(
  { adobe, hasJfif, components }: JpegHeader,
  said: "rgb" | "ycbcr",
): "rgb" | "ycbcr" | "grey" {
  if (components.length < 3) return "grey";
  if (adobe !== null) return adobe === 0 ? "rgb" : "ycbcr";
  if (hasJfif) return "ycbcr";
  const [first] = components;
  if (components.some(({ h, v }) => h !== first?.h || v !== first?.v)) return "ycbcr";
  if (String.fromCharCode(...components.map(({ id }) => id)) === "RGB") return "rgb";
  return said;
}
