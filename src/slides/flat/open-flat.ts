import { missingTile, unreadableSlide } from "#slides/slide-faults.ts";
import type { ReadOptions, RgbImage } from "#slides/slide-source.ts";
import type { TileDecoder } from "#slides/tile-decoder.ts";
import type { TileAddress, TiledImage } from "#slides/tiled-image.ts";

/** An image is held whole: 2^14 pixels a side are 0.8 GB, and as much as a browser's canvas takes. */
const largestSide = 2 ** 14;
const tileSize = 512;

/** A picture without a pyramid (PNG, JPEG, WebP, AVIF), held whole and cut into tiles. */
export async function openFlat(
  file: Blob,
  name: string,
  decoder: TileDecoder,
  { signal }: ReadOptions = {},
): Promise<TiledImage> {
  const image = await decoder.decode(file, largestSide).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreadableSlide(`${name} cannot be read as an image: ${why}.`, cause);
  });
  signal?.throwIfAborted();
  return flatImage(image, name);
}

/** An image in memory as a slide of one level. */
export function flatImage(image: RgbImage, file: string): TiledImage {
  const extension = /\.([a-z]+)$/i.exec(file)?.[1] ?? "";
  return {
    facts: {
      name: file.replace(/\.[a-z]+$/i, ""),
      format: "image",
      vendor: null,
      compression: extension.toUpperCase() || "none",
      micronsPerPixel: null,
      objectivePower: null,
      hasColourProfile: false,
      notes: [],
      pictures: [],
    },
    levels: [
      {
        width: image.width,
        height: image.height,
        downsample: 1,
        tileWidth: tileSize,
        tileHeight: tileSize,
        overlap: 0,
      },
    ],
    tile: async (address) => cut(image, address),
    picture: (name) => {
      throw missingTile(`An image has no ${name}.`);
    },
    dispose: () => undefined,
  };
}

function cut(image: RgbImage, { column, row }: TileAddress): RgbImage {
  const [left, top] = [column * tileSize, row * tileSize];
  const width = Math.min(tileSize, image.width - left);
  const height = Math.min(tileSize, image.height - top);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const from = ((top + y) * image.width + left) * 3;
    data.set(image.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, data };
}
