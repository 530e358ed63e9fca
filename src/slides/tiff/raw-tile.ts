import { addDecoder, BaseDecoder, getDecoder } from "geotiff";
import type { RgbImage } from "#slides/slide-source.ts";
import { lzwDecoded } from "./lzw.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

/** Photometric interpretations of TIFF 6.0. */
const WHITE_IS_ZERO = 0;
const PALETTE = 3;

/** What a block unpacks to is known, so that a hostile one is stopped there. */
abstract class BoundedDecoder extends BaseDecoder {
  get limit(): number {
    const { tileWidth, tileHeight, bitsPerSample } = this.parameters;
    return tileWidth * tileHeight * (typeof bitsPerSample === "number" ? 1 : bitsPerSample.length);
  }
}

class BoundedDeflate extends BoundedDecoder {
  override decodeBlock(block: ArrayBufferLike): Promise<ArrayBuffer> {
    return inflated(new Uint8Array(block as ArrayBuffer), this.limit);
  }
}

/** geotiff's own goes round in circles on a damaged table. */
class BoundedLzw extends BoundedDecoder {
  override decodeBlock(block: ArrayBufferLike): ArrayBuffer {
    return lzwDecoded(new Uint8Array(block as ArrayBuffer), this.limit).buffer;
  }
}

addDecoder([8, 32946], async () => BoundedDeflate);
addDecoder(5, async () => BoundedLzw);

async function inflated(block: Uint8Array<ArrayBuffer>, limit: number): Promise<ArrayBuffer> {
  const stream = new Blob([block]).stream().pipeThrough(new DecompressionStream("deflate"));
  const whole = new Uint8Array(limit);
  let at = 0;
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    const fits = chunk.subarray(0, limit - at);
    whole.set(fits, at);
    at += fits.length;
    if (at === limit) break;
  }
  return whole.slice(0, at).buffer;
}

/**
 * RGB of a tile whose samples are stored without a picture format: plain, LZW, deflate, PackBits or
 * Zstandard; one block, or one for each of three planes. Throws an Error where a block is too short.
 */
export async function rawTile(
  directory: TiffDirectory,
  blocks: readonly Uint8Array<ArrayBuffer>[],
  rows: number,
): Promise<RgbImage> {
  const { tileWidth: width, planar } = directory;
  const perBlock = planar === 2 ? 1 : directory.samples;
  const planes = await Promise.all(blocks.map((block) => unpacked(directory, block, perBlock)));
  const pixels = width * rows;
  if (planes.some((plane) => plane.length < pixels * perBlock)) {
    throw new Error(`a tile of ${width}x${rows} pixels is cut short`);
  }
  const sample =
    planar === 2
      ? (pixel: number, channel: number) => planes[channel]?.[pixel] ?? 0
      : (pixel: number, channel: number) => planes[0]?.[pixel * perBlock + channel] ?? 0;
  return { width, height: rows, data: toRgb(directory, sample, pixels) };
}

async function unpacked(
  directory: TiffDirectory,
  block: Uint8Array<ArrayBuffer>,
  samples: number,
): Promise<Uint8Array> {
  const decoder = await getDecoder(directory.compression, {
    tileWidth: directory.tileWidth,
    tileHeight: directory.tileHeight,
    predictor: directory.predictor,
    bitsPerSample: Array<number>(samples).fill(8),
    planarConfiguration: directory.planar,
    samplesPerPixel: directory.samples,
  });
  return new Uint8Array(await decoder.decode(block.slice().buffer));
}

type Sample = (pixel: number, channel: number) => number;

function toRgb(directory: TiffDirectory, sample: Sample, pixels: number): Uint8Array {
  const data = new Uint8Array(pixels * 3);
  const colour = colourOf(directory, sample);
  const alpha = alphaChannel(directory);
  for (let pixel = 0, at = 0; pixel < pixels; pixel += 1, at += 3) {
    const opacity = alpha === null ? 255 : sample(pixel, alpha);
    for (let channel = 0; channel < 3; channel += 1) {
      const value = colour(pixel, channel);
      data[at + channel] = opacity === 255 ? value : 255 + ((value - 255) * opacity) / 255;
    }
  }
  return data;
}

/** The channel of unassociated or associated opacity: what is transparent is shown over white. */
function alphaChannel({ samples, extraSamples }: TiffDirectory): number | null {
  const [kind] = extraSamples;
  return kind === 1 || kind === 2 ? samples - extraSamples.length : null;
}

function colourOf({ photometric, colourMap, samples }: TiffDirectory, sample: Sample): Sample {
  if (photometric === PALETTE && colourMap !== null) {
    const size = colourMap.length / 3;
    return (pixel, channel) => (colourMap[channel * size + sample(pixel, 0)] ?? 0) >> 8;
  }
  if (samples >= 3) return sample;
  if (photometric === WHITE_IS_ZERO) return (pixel) => 255 - sample(pixel, 0);
  return (pixel) => sample(pixel, 0);
}
