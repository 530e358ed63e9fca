import { concurrently } from "#core/concurrently.ts";
import type { Level0Rect } from "#core/geometry.ts";
import {
  levelFor,
  type PixelBounds,
  type Tile,
  tileOf,
  tilesOver,
  withOverviews,
} from "./level-grid.ts";
import { readRect } from "./read-rect.ts";
import { assertPlausibleScale, missingTile, unknownScale } from "./slide-faults.ts";
import type {
  ReadOptions,
  RgbImage,
  ScaleOrigin,
  SlideDescription,
  SlideLevel,
  SlideSource,
} from "./slide-source.ts";
import { TileCache } from "./tile-cache.ts";
import type { TileDecoder } from "./tile-decoder.ts";
import type { TiledImage } from "./tiled-image.ts";

/** 128 MiB: about 650 tiles of 256x256, more than two regions at the pack's scale touch. */
const cacheBytes = 128 * 2 ** 20;
/** Tiles fetched and decoded at once; browsers open six connections to a server. */
const tilesAtOnce = 8;
const largestPictureSide = 2048;

/** A slide of any format that has tiles, read in microns. */
export class TiledSource implements SlideSource {
  readonly #image: TiledImage;
  readonly #decoder: TileDecoder;
  readonly #levels: readonly SlideLevel[];
  readonly #cache = new TileCache(cacheBytes);
  #scale: { readonly micronsPerPixel: number; readonly origin: ScaleOrigin } | null = null;

  /** `said` microns per pixel go before what the file says. */
  constructor(image: TiledImage, decoder: TileDecoder, said: number | null = null) {
    this.#image = image;
    this.#decoder = decoder;
    this.#levels = withOverviews(image.levels);
    const { micronsPerPixel } = image.facts;
    if (said !== null) assertPlausibleScale(said);
    if (said !== null) this.#scale = { micronsPerPixel: said, origin: "address" };
    else if (micronsPerPixel !== null) this.#scale = { micronsPerPixel, origin: "file" };
  }

  async describe(): Promise<SlideDescription> {
    const { width, height } = this.#levelAt(0);
    return {
      ...this.#image.facts,
      width,
      height,
      micronsPerPixel: this.#scale?.micronsPerPixel ?? null,
      scaleOrigin: this.#scale?.origin ?? null,
      levels: this.#levels,
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
    const { name } = this.#image.facts;
    if (this.#scale === null) throw unknownScale(`${name} does not state its scale.`);
    const downsample = micronsPerPixel / this.#scale.micronsPerPixel;
    return this.#readFrom(levelFor(this.#levels, downsample), rect, downsample, options);
  }

  async readTile(
    level: number,
    column: number,
    row: number,
    options: ReadOptions = {},
  ): Promise<Blob | RgbImage> {
    const tile = tileOf(this.#levels[level], { level, column, row });
    if (tile === null) throw missingTile(`Level ${level} has no tile ${column}_${row}.`);
    if (!this.#levelAt(level).isStored) return this.#pixelsOf(tile, options);
    const stored = await this.#image.tile(tile, options);
    return stored instanceof Blob ? stored : this.#pixelsOf(tile, options, stored);
  }

  async readPicture(name: string, options: ReadOptions = {}): Promise<RgbImage> {
    const picture = new TiledSource(this.#image.picture(name), this.#decoder);
    const { width, height } = picture.#levelAt(0);
    const downsample = Math.max(1, Math.max(width, height) / largestPictureSide);
    const whole = { x: 0, y: 0, width, height };
    return picture.#readFrom(levelFor(picture.#levels, downsample), whole, downsample, options);
  }

  async dispose(): Promise<void> {
    this.#cache.clear();
    this.#image.dispose();
  }

  #levelAt(level: number): SlideLevel {
    const found = this.#levels[level];
    if (found === undefined) throw new RangeError(`no level ${level}`);
    return found;
  }

  #readFrom(
    level: number,
    rect: Level0Rect,
    downsample: number,
    options: ReadOptions,
  ): Promise<RgbImage> {
    return readRect(rect, downsample, {
      downsample: this.#levelAt(level).downsample,
      assemble: (bounds) => this.#assemble(level, bounds, options),
    });
  }

  /** The pixels of a level inside `bounds`, white where the level ends. */
  async #assemble(level: number, bounds: PixelBounds, options: ReadOptions): Promise<RgbImage> {
    const width = bounds.x1 - bounds.x0;
    const height = bounds.y1 - bounds.y0;
    const data = new Uint8Array(width * height * 3).fill(255);
    const grid = this.#levelAt(level);
    // One made tile at a time: each asks for four finer ones, and so on down.
    const atOnce = grid.isStored ? tilesAtOnce : 1;
    await concurrently(tilesOver(grid, level, bounds), atOnce, async (tile) => {
      copyTile(await this.#pixelsOf(tile, options), tile, { width, height, data }, bounds);
    });
    return { width, height, data };
  }

  /** What a tile shows, in RGB; `stored` where it is at hand already. */
  #pixelsOf(
    tile: Tile,
    { signal }: ReadOptions,
    stored?: RgbImage | Blob | null,
  ): Promise<RgbImage> {
    const load = (stop: AbortSignal) =>
      this.#levelAt(tile.level).isStored
        ? this.#decode(tile, stored, stop)
        : this.#make(tile, { signal: stop });
    return this.#cache.get(`${tile.level}/${tile.column}_${tile.row}`, load, signal);
  }

  #make({ level, owns }: Tile, options: ReadOptions): Promise<RgbImage> {
    const { downsample } = this.#levelAt(level);
    const rect = {
      x: owns.x0 * downsample,
      y: owns.y0 * downsample,
      width: (owns.x1 - owns.x0) * downsample,
      height: (owns.y1 - owns.y0) * downsample,
    };
    return this.#readFrom(level - 1, rect, downsample, options);
  }

  async #decode(
    tile: Tile,
    known: RgbImage | Blob | null | undefined,
    signal: AbortSignal,
  ): Promise<RgbImage> {
    const { tileWidth, tileHeight, overlap } = this.#levelAt(tile.level);
    const stored = known === undefined ? await this.#image.tile(tile, { signal }) : known;
    const width = tile.shows.x1 - tile.shows.x0;
    const height = tile.shows.y1 - tile.shows.y0;
    if (stored === null) {
      return { width, height, data: new Uint8Array(width * height * 3).fill(255) };
    }
    const name = `Tile ${tile.column}_${tile.row} of level ${tile.level}`;
    const largestSide = Math.max(tileWidth, tileHeight) + 2 * overlap;
    const image =
      stored instanceof Blob
        ? await this.#decoder.decode(stored, largestSide).catch((cause: unknown) => {
            throw missingTile(`${name} cannot be decoded.`, cause);
          })
        : stored;
    return cropped(image, width, height, overlap > 0, name);
  }
}

/** The top left of an image; formats without overlap pad the tiles at the edge. */
function cropped(
  image: RgbImage,
  width: number,
  height: number,
  isExact: boolean,
  name: string,
): RgbImage {
  if (image.width === width && image.height === height) return image;
  if (isExact || image.width < width || image.height < height) {
    const found = `${image.width}x${image.height}`;
    throw missingTile(`${name} is ${found} pixels, not ${width}x${height} as the slide says.`);
  }
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const from = y * image.width * 3;
    data.set(image.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, data };
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
