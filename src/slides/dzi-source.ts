import { concurrently } from "#core/concurrently.ts";
import type { Level0Rect } from "#core/geometry.ts";
import type { DeepZoomHeader } from "./parse-dzi.ts";
import { type PixelBounds, Pyramid, type Tile } from "./pyramid.ts";
import { readRect } from "./read-rect.ts";
import { assertPlausibleScale, missingTile, unknownScale } from "./slide-faults.ts";
import type {
  ReadOptions,
  RgbImage,
  ScaleOrigin,
  SlideDescription,
  SlideSource,
} from "./slide-source.ts";
import { TileCache } from "./tile-cache.ts";
import type { TileDecoder } from "./tile-decoder.ts";
import type { TileStore } from "./tile-store.ts";

/** 128 MiB: about 650 tiles of 256x256, more than two regions at the pack's scale touch. */
const cacheBytes = 128 * 2 ** 20;
/** Tiles fetched and decoded at once; browsers open six connections to a server. */
const tilesAtOnce = 8;

export interface DziParts {
  readonly store: TileStore;
  readonly decoder: TileDecoder;
  readonly header: DeepZoomHeader;
  /** Path of the tiles' folder in the store: `slide_files`. */
  readonly tileFolder: string;
  readonly name: string;
  readonly scale: { readonly micronsPerPixel: number; readonly origin: ScaleOrigin } | null;
  readonly objectivePower: number | null;
}

/** A Deep Zoom pyramid, read in microns. */
export class DziSource implements SlideSource {
  readonly #parts: DziParts;
  readonly #pyramid: Pyramid;
  readonly #cache = new TileCache(cacheBytes);
  #scale: DziParts["scale"];

  constructor(parts: DziParts) {
    this.#parts = parts;
    this.#pyramid = new Pyramid(parts.header);
    this.#scale = parts.scale;
  }

  async describe(): Promise<SlideDescription> {
    const { header, name, objectivePower } = this.#parts;
    return {
      ...header,
      name,
      objectivePower,
      micronsPerPixel: this.#scale?.micronsPerPixel ?? null,
      scaleOrigin: this.#scale?.origin ?? null,
      levels: this.#pyramid.levels,
    };
  }

  async setMicronsPerPixel(micronsPerPixel: number): Promise<SlideDescription> {
    assertPlausibleScale(micronsPerPixel);
    this.#scale = { micronsPerPixel, origin: "person" };
    return this.describe();
  }

  async read(
    rect: Level0Rect,
    micronsPerPixel: number,
    options: ReadOptions = {},
  ): Promise<RgbImage> {
    if (this.#scale === null) throw unknownScale(`${this.#parts.name} does not state its scale.`);
    const downsample = micronsPerPixel / this.#scale.micronsPerPixel;
    const level = this.#pyramid.levelFor(downsample);
    return readRect(rect, downsample, {
      downsample: this.#pyramid.downsample(level),
      assemble: (bounds) => this.#assemble(level, bounds, options),
    });
  }

  async readTile(
    level: number,
    column: number,
    row: number,
    options: ReadOptions = {},
  ): Promise<Blob> {
    const tile = this.#pyramid.tile({ level, column, row });
    if (tile === null) throw missingTile(`Level ${level} has no tile ${column}_${row}.`);
    return this.#parts.store.get(this.#pathOf(tile), options);
  }

  async dispose(): Promise<void> {
    this.#cache.clear();
    this.#parts.store.dispose();
  }

  /** The stored pixels of a level inside `bounds`, white where the level ends. */
  async #assemble(level: number, bounds: PixelBounds, { signal }: ReadOptions): Promise<RgbImage> {
    const width = bounds.x1 - bounds.x0;
    const height = bounds.y1 - bounds.y0;
    const data = new Uint8Array(width * height * 3).fill(255);
    await concurrently(this.#pyramid.tilesOver(level, bounds), tilesAtOnce, async (tile) => {
      const path = this.#pathOf(tile);
      const load = (stop: AbortSignal) => this.#loadTile(tile, path, stop);
      const image = await this.#cache.get(path, load, signal);
      copyTile(image, tile, { width, height, data }, bounds);
    });
    return { width, height, data };
  }

  async #loadTile({ shows }: Tile, path: string, signal: AbortSignal): Promise<RgbImage> {
    const { store, decoder, header } = this.#parts;
    const stored = await store.get(path, { signal });
    const largestSide = header.tileSize + 2 * header.tileOverlap;
    const image = await decoder.decode(stored, largestSide).catch((cause: unknown) => {
      throw missingTile(`${path} cannot be decoded.`, cause);
    });
    const width = shows.x1 - shows.x0;
    const height = shows.y1 - shows.y0;
    if (image.width === width && image.height === height) return image;
    const found = `${image.width}x${image.height}`;
    throw missingTile(`${path} is ${found} pixels, not ${width}x${height} as the .dzi says.`);
  }

  #pathOf({ level, column, row }: Tile): string {
    const { tileFolder, header } = this.#parts;
    return `${tileFolder}/${level}/${column}_${row}.${header.tileFormat}`;
  }
}

/** Copies only what the tile owns: in an overlap, lossy neighbours differ by a little. */
function copyTile(
  image: RgbImage,
  { shows, owns }: Tile,
  into: RgbImage,
  bounds: PixelBounds,
): void {
  const x0 = Math.max(owns.x0, bounds.x0);
  const x1 = Math.min(owns.x1, bounds.x1);
  const y0 = Math.max(owns.y0, bounds.y0);
  const y1 = Math.min(owns.y1, bounds.y1);
  for (let y = y0; y < y1; y++) {
    const from = ((y - shows.y0) * image.width + x0 - shows.x0) * 3;
    const to = ((y - bounds.y0) * into.width + x0 - bounds.x0) * 3;
    into.data.set(image.data.subarray(from, from + (x1 - x0) * 3), to);
  }
}
