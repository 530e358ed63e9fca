import { joinBytes } from "./bytes/join-bytes.ts";
import { jpegSegments } from "./jpeg-header.ts";

const app0 = 0xe0;
const app14 = 0xee;

/**
 * The JPEG with an Adobe segment that says what its three components are, in place of other words
 * on it: some decoders take a JFIF segment for YCbCr whatever else is said. Bytes that are no JPEG
 * are returned as they are.
 */
export function withColourTransform(
  jpeg: Uint8Array<ArrayBuffer>,
  transform: "rgb" | "ycbcr",
): Uint8Array<ArrayBuffer> {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return jpeg;
  const parts: Uint8Array[] = [jpeg.subarray(0, 2), adobeSegment(transform)];
  let kept = 2;
  for (const { marker, start, end } of jpegSegments(jpeg)) {
    if (marker !== app14 && !(marker === app0 && transform === "rgb")) continue;
    parts.push(jpeg.subarray(kept, start));
    kept = end;
  }
  parts.push(jpeg.subarray(kept));
  return joinBytes(parts);
}

/** APP14 of version 100 without flags; transform 0 is none, 1 is YCbCr. */
function adobeSegment(transform: "rgb" | "ycbcr"): Uint8Array {
  const name = [..."Adobe"].map((letter) => letter.charCodeAt(0));
  const last = transform === "rgb" ? 0 : 1;
  return Uint8Array.of(0xff, app14, 0, 14, ...name, 0, 100, 0, 0, 0, 0, last);
}
