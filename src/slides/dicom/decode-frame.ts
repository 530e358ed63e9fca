import { withColourTransform } from "#slides/jpeg-colour.ts";
import { jpegColour, jpegHeader } from "#slides/jpeg-header.ts";
import type { Jpeg2000Decoder } from "#slides/jpeg2000-decoder.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import type { ReadableFormat } from "./pixel-format.ts";

interface FrameSize {
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/** A stored frame as a browser or a model takes it. Throws an Error where it is damaged. */
export async function decodeFrame(
  frame: Uint8Array<ArrayBuffer>,
  format: ReadableFormat,
  size: FrameSize,
  decodeJpeg2000: Jpeg2000Decoder,
): Promise<Blob | RgbImage> {
  switch (format.coding) {
    case "jpeg":
      return new Blob([jpegFrame(frame, format, size)], { type: "image/jpeg" });
    case "jpeg2000":
      return decodeJpeg2000(frame, format.photometric === "YBR_FULL" ? "ycbcr" : "rgb");
    case "native":
      return nativeFrame(frame, format, size);
  }
}

/** With its colours said, so that any decoder reads them as they were meant. */
function jpegFrame(
  jpeg: Uint8Array<ArrayBuffer>,
  { photometric }: ReadableFormat,
  { tileWidth, tileHeight }: FrameSize,
): Uint8Array<ArrayBuffer> {
  const header = jpegHeader(jpeg);
  if (header === null) throw new Error("it is no JPEG");
  if (header.width > tileWidth || header.height > tileHeight) {
    throw new Error(`it is ${header.width}x${header.height} pixels`);
  }
  const colour = jpegColour(header, photometric === "RGB" ? "rgb" : "ycbcr");
  return colour === "grey" ? jpeg : withColourTransform(jpeg, colour);
}

/** Samples by pixel, by plane, or one for all three colours. */
function nativeFrame(
  frame: Uint8Array,
  { samples, isPlanar }: ReadableFormat,
  { tileWidth: width, tileHeight: height }: FrameSize,
): RgbImage {
  if (samples === 3 && !isPlanar) return { width, height, data: frame };
  const pixels = width * height;
  const plane = samples === 3 ? pixels : 0;
  const data = new Uint8Array(pixels * 3);
  for (let pixel = 0, at = 0; pixel < pixels; pixel += 1, at += 3) {
    data[at] = frame[pixel] ?? 0;
    data[at + 1] = frame[plane + pixel] ?? 0;
    data[at + 2] = frame[2 * plane + pixel] ?? 0;
  }
  return { width, height, data };
}
