import type { ByteSource } from "#slides/bytes/byte-source.ts";
import type { Jpeg2000Decoder } from "#slides/jpeg2000-decoder.ts";
import { missingTile, scaleOfFile } from "#slides/slide-faults.ts";
import type { ReadOptions, RgbImage, SlideFacts } from "#slides/slide-source.ts";
import { assertSaneLevels } from "#slides/stored-levels.ts";
import type { StoredLevel, TileAddress, TiledImage } from "#slides/tiled-image.ts";
import { compressionNames } from "./compressions.ts";
import { readDirectories } from "./read-directories.ts";
import { type TiffLayout, tiffLayout } from "./tiff-layout.ts";
import { tiffTile } from "./tiff-tile.ts";

/**
 * A slide in a TIFF: Aperio SVS, OME-TIFF with its pyramid in SubIFDs, tiled or striped TIFF and
 * BigTIFF. Throws `slide-unreadable`.
 */
export async function openTiff(
  bytes: ByteSource,
  decodeJpeg2000: Jpeg2000Decoder,
  options: ReadOptions = {},
): Promise<TiledImage> {
  const layout = tiffLayout(await readDirectories(bytes, options), bytes.name);
  return new TiffImage(bytes, layout, decodeJpeg2000);
}

class TiffImage implements TiledImage {
  readonly facts: SlideFacts;
  readonly levels: readonly StoredLevel[];
  readonly #bytes: ByteSource;
  readonly #layout: TiffLayout;
  readonly #decodeJpeg2000: Jpeg2000Decoder;

  constructor(bytes: ByteSource, layout: TiffLayout, decodeJpeg2000: Jpeg2000Decoder) {
    this.#bytes = bytes;
    this.#layout = layout;
    this.#decodeJpeg2000 = decodeJpeg2000;
    this.levels = layout.levels.map(({ directory, downsample }) => ({
      width: directory.width,
      height: directory.height,
      downsample,
      tileWidth: directory.tileWidth,
      tileHeight: directory.tileHeight,
      overlap: 0,
    }));
    assertSaneLevels(this.levels, bytes.name);
    this.facts = factsOf(bytes.name, layout);
  }

  async tile(
    { level, column, row }: TileAddress,
    options: ReadOptions = {},
  ): Promise<Blob | RgbImage | null> {
    const directory = this.#layout.levels[level]?.directory;
    if (directory === undefined) throw missingTile(`${this.#bytes.name} has no level ${level}.`);
    try {
      return await tiffTile(directory, { column, row }, this.#decodeJpeg2000, options);
    } catch (thrown) {
      options.signal?.throwIfAborted();
      const where = `Tile ${column}_${row} of level ${level} of ${this.#bytes.name}`;
      throw missingTile(`${where} cannot be read: ${messageOf(thrown)}`, thrown);
    }
  }

  picture(name: string): TiledImage {
    const directory = this.#layout.pictures.get(name);
    if (directory === undefined) throw missingTile(`${this.#bytes.name} has no ${name}.`);
    const { words } = this.#layout;
    const alone = { words, levels: [{ directory, downsample: 1 }], pictures: new Map() };
    return new TiffImage(this.#bytes, alone, this.#decodeJpeg2000);
  }

  dispose(): void {
    this.#bytes.dispose();
  }
}

function factsOf(file: string, { words, levels, pictures }: TiffLayout): SlideFacts {
  const finest = levels[0]?.directory;
  return {
    name: file.replace(/(\.ome)?\.(svs|tiff?|btf|tf8|tf2)$/i, ""),
    format: words.format,
    vendor: words.vendor,
    compression: compressionNames.get(finest?.compression ?? 1) ?? "unknown",
    micronsPerPixel: scaleOfFile(words.micronsPerPixel),
    objectivePower: words.objectivePower,
    hasColourProfile: finest?.hasColourProfile ?? false,
    notes: [],
    pictures: [...pictures.keys()],
  };
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
