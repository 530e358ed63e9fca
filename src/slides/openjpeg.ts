import createOpenJpeg from "@cornerstonejs/codec-openjpeg/decodewasmjs";
import type { Jpeg2000Decoder } from "./jpeg2000-decoder.ts";
import type { RgbImage } from "./slide-source.ts";

type OpenJpeg = Awaited<ReturnType<typeof createOpenJpeg>>;

/** A tile beyond this is not unpacked: no scanner writes one, and the decoder's memory is 2 GB. */
const largestPixels = 2 ** 26;
/** SOC and SIZ markers. */
const startOfCodestream = 0xff4fff51;
/** OPJ_CLRSPC_SRGB. */
const srgb = 1;

/**
 * OpenJPEG as WebAssembly, started with the first tile. `wasm` is the decoder's own file, fetched or
 * read. A decoder that breaks on a damaged tile is thrown away: the next tile starts a new one.
 */
export function openJpegDecoder(wasm: () => Promise<ArrayBuffer>): Jpeg2000Decoder {
  let starting: Promise<OpenJpeg> | null = null;
  return async (codestream, colour) => {
    starting ??= wasm().then((wasmBinary) =>
      createOpenJpeg({ wasmBinary, print: () => undefined, printErr: () => undefined }),
    );
    try {
      return decode(await starting, codestream, colour);
    } catch (thrown) {
      starting = null;
      // The library throws numbers: pointers to its own exceptions.
      throw thrown instanceof Error ? thrown : new Error("it is no JPEG 2000 that can be read");
    }
  };
}

function decode(openJpeg: OpenJpeg, codestream: Uint8Array, colour: "rgb" | "ycbcr"): RgbImage {
  assertSaneSize(codestream);
  const decoder = new openJpeg.J2KDecoder();
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
    const samples = decoder.getDecodedBuffer();
    if (bitsPerSample !== 8 || samples.length !== width * height * componentCount) {
      throw new Error(`a JPEG 2000 of ${componentCount} components in ${bitsPerSample} bits`);
    }
    // OpenJPEG turns subsampled YCbCr into RGB by itself, and says so.
    const isRgb = colour === "rgb" || decoder.getColorSpace() === srgb;
    const isPlain = componentCount === 3 && isRgb;
    const data = isPlain ? Uint8Array.from(samples) : rgbOf(samples, componentCount, isRgb);
    return { width, height, data };
  } finally {
    decoder.delete();
  }
}

/** Size in the codestream's SIZ segment (ITU T.800, A.5.1), which a JP2 file wraps in boxes. */
function assertSaneSize(codestream: Uint8Array): void {
  const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
  for (let at = 0; at + 24 <= Math.min(codestream.length, 4096); at += 1) {
    if (view.getUint32(at) !== startOfCodestream) continue;
    const width = view.getUint32(at + 8) - view.getUint32(at + 16);
    const height = view.getUint32(at + 12) - view.getUint32(at + 20);
    if (width > 0 && height > 0 && width * height <= largestPixels) return;
    throw new Error(`a JPEG 2000 of ${width}x${height} pixels`);
  }
  throw new Error("it is no JPEG 2000 that can be read");
}

/** Grey or colour to RGB, further components left out. */
function rgbOf(samples: ArrayLike<number>, components: number, isRgb: boolean): Uint8Array {
  const pixels = samples.length / components;
  const data = new Uint8ClampedArray(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const first = samples[pixel * components] ?? 0;
    const second = components < 3 ? first : (samples[pixel * components + 1] ?? 0);
    const third = components < 3 ? first : (samples[pixel * components + 2] ?? 0);
    const isPlain = components < 3 || isRgb;
    data.set(
      isPlain ? [first, second, third] : fromYcbcr(first, second - 128, third - 128),
      pixel * 3,
    );
  }
  return new Uint8Array(data.buffer);
}

/** JFIF's equations (ITU T.871). */
function fromYcbcr(y: number, cb: number, cr: number): [number, number, number] {
  return [y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb];
}
