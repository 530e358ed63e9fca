import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { missingTile } from "#slides/slide-faults.ts";
import type { ReadOptions, RgbImage, SlideFacts } from "#slides/slide-source.ts";
import type { StoredLevel, TileAddress, TiledImage } from "#slides/tiled-image.ts";
import type { DicomLevel } from "./open-level.ts";
import { compressionNames } from "./pixel-format.ts";

export interface DicomParts {
  readonly finest: DicomLevel;
  readonly coarser: readonly DicomLevel[];
  readonly pictures: ReadonlyMap<string, DicomLevel>;
  /** Disposed of with the image. */
  readonly files: readonly ByteSource[];
}

const foundOrder =
  "The file does not say where its frames lie; their order was found by how their edges fit.";

/** The levels and pictures of one DICOM series. */
export class DicomImage implements TiledImage {
  readonly facts: SlideFacts;
  readonly levels: readonly StoredLevel[];
  readonly #levels: readonly DicomLevel[];
  readonly #pictures: ReadonlyMap<string, DicomLevel>;
  readonly #files: readonly ByteSource[];

  constructor({ finest, coarser, pictures, files }: DicomParts) {
    this.#levels = [finest, ...coarser];
    this.levels = this.#levels.map(({ stored }) => stored);
    this.#pictures = pictures;
    this.#files = files;
    this.facts = {
      name: finest.volume.name.replace(/\.dcm$/i, ""),
      format: "DICOM",
      compression: compressionNames[finest.format.coding],
      ...finest.volume.words,
      notes: finest.isOrderFound ? [foundOrder] : [],
      pictures: [...pictures.keys()],
    };
  }

  async tile(
    { level, column, row }: TileAddress,
    options: ReadOptions = {},
  ): Promise<Blob | RgbImage | null> {
    const found = this.#levels[level];
    if (found === undefined) throw missingTile(`${this.facts.name} has no level ${level}.`);
    return found.tile(column, row, options);
  }

  picture(name: string): TiledImage {
    const finest = this.#pictures.get(name);
    if (finest === undefined) throw missingTile(`${this.facts.name} has no ${name}.`);
    return new DicomImage({ finest, coarser: [], pictures: new Map(), files: [] });
  }

  dispose(): void {
    for (const file of this.#files) file.dispose();
  }
}
