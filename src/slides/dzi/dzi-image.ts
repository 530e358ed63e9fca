import { missingTile } from "#slides/slide-faults.ts";
import type { ReadOptions, SlideFacts } from "#slides/slide-source.ts";
import type { StoredLevel, TileAddress, TiledImage } from "#slides/tiled-image.ts";
import type { DeepZoomHeader } from "./parse-dzi.ts";
import type { VipsProperties } from "./parse-vips-properties.ts";
import type { TileStore } from "./tile-store.ts";

export interface DziParts {
  readonly store: TileStore;
  readonly header: DeepZoomHeader;
  /** Path of the tiles' folder in the store: `slide_files`. */
  readonly tileFolder: string;
  readonly name: string;
  readonly properties: VipsProperties;
}

/** A Deep Zoom pyramid: each level halves the finer one, rounded up, down to 1x1. */
export class DziImage implements TiledImage {
  readonly facts: SlideFacts;
  readonly levels: readonly StoredLevel[];
  readonly #parts: DziParts;

  constructor(parts: DziParts) {
    const { name, header, properties } = parts;
    this.#parts = parts;
    this.levels = deepZoomLevels(header);
    this.facts = {
      name,
      format: "Deep Zoom",
      vendor: null,
      compression: compressions[header.tileFormat.toLowerCase()] ?? header.tileFormat,
      ...properties,
      hasColourProfile: false,
      notes: [],
      pictures: [],
    };
  }

  tile({ level, column, row }: TileAddress, options: ReadOptions = {}): Promise<Blob> {
    const { store, tileFolder, header } = this.#parts;
    const folder = `${tileFolder}/${this.levels.length - 1 - level}`;
    return store.get(`${folder}/${column}_${row}.${header.tileFormat}`, options);
  }

  picture(name: string): never {
    throw missingTile(`A Deep Zoom slide has no ${name}.`);
  }

  dispose(): void {
    this.#parts.store.dispose();
  }
}

const compressions: Readonly<Record<string, string>> = {
  jpg: "JPEG",
  jpeg: "JPEG",
  png: "PNG",
  webp: "WebP",
};

export function deepZoomLevels(header: DeepZoomHeader): StoredLevel[] {
  const { width, height, tileSize, tileOverlap } = header;
  const count = Math.ceil(Math.log2(Math.max(width, height))) + 1;
  return Array.from({ length: count }, (_, level) => ({
    width: Math.ceil(width / 2 ** level),
    height: Math.ceil(height / 2 ** level),
    downsample: 2 ** level,
    tileWidth: tileSize,
    tileHeight: tileSize,
    overlap: tileOverlap,
  }));
}
