import OpenSeadragon from "openseadragon";
import { tileOf } from "#slides/level-grid.ts";
import type { SlideDescription, SlideLevel, SlideSource } from "#slides/slide-source.ts";
import { tileBitmap } from "./tile-bitmap.ts";

// OpenSeadragon drops the tiles it no longer keeps; closed, they free their memory at once.
OpenSeadragon.converter.learnDestroy("imageBitmap", (bitmap: ImageBitmap) => bitmap.close());

export interface TileFailure {
  /** "level/column_row" */
  readonly tile: string;
  readonly error: unknown;
}

/**
 * A slide's levels for OpenSeadragon, which counts them from the coarsest; the tiles are read
 * through the slide's own source. Levels need not halve, nor tiles be square.
 */
export class SlideTileSource extends OpenSeadragon.TileSource {
  readonly #source: SlideSource;
  readonly #slide: SlideDescription;
  readonly #onFailure: (failure: TileFailure) => void;
  readonly #running = new WeakMap<OpenSeadragon.ImageJob, AbortController>();

  constructor(
    source: SlideSource,
    slide: SlideDescription,
    onFailure: (failure: TileFailure) => void,
  ) {
    const [finest] = slide.levels;
    super({
      width: slide.width,
      height: slide.height,
      tileSize: finest?.tileWidth ?? slide.width,
      tileOverlap: finest?.overlap ?? 0,
      minLevel: 0,
      maxLevel: slide.levels.length - 1,
      ready: true,
    });
    this.#source = source;
    this.#slide = slide;
    this.#onFailure = onFailure;
  }

  override getLevelScale(level: number): number {
    return 1 / this.#levelOf(level).downsample;
  }

  override getTileWidth(level: number): number {
    return this.#levelOf(level).tileWidth;
  }

  override getTileHeight(level: number): number {
    return this.#levelOf(level).tileHeight;
  }

  override getNumTiles(level: number): OpenSeadragon.Point {
    const { width, height, tileWidth, tileHeight } = this.#levelOf(level);
    return new OpenSeadragon.Point(Math.ceil(width / tileWidth), Math.ceil(height / tileHeight));
  }

  /** OpenSeadragon's types say a tile; its code gives and takes a point of the grid. */
  override getTileAtPoint(level: number, point: OpenSeadragon.Point): OpenSeadragon.Tile {
    const { downsample, tileWidth, tileHeight } = this.#levelOf(level);
    const { x: columns, y: rows } = this.getNumTiles(level);
    const at = (share: number, side: number, count: number) =>
      Math.max(0, Math.min(count - 1, Math.floor((share * this.#slide.width) / downsample / side)));
    const place: unknown = new OpenSeadragon.Point(
      at(point.x, tileWidth, columns),
      at(point.y, tileHeight, rows),
    );
    return place as OpenSeadragon.Tile;
  }

  override getTileBounds(
    level: number,
    column: number,
    row: number,
    isSource?: boolean,
  ): OpenSeadragon.Rect {
    const grid = this.#levelOf(level);
    const shows = tileOf(grid, { level, column, row })?.shows ?? { x0: 0, y0: 0, x1: 1, y1: 1 };
    const [width, height] = [shows.x1 - shows.x0, shows.y1 - shows.y0];
    if (isSource === true) return new OpenSeadragon.Rect(0, 0, width, height);
    const scale = grid.downsample / this.#slide.width;
    const { x0, y0 } = shows;
    return new OpenSeadragon.Rect(x0 * scale, y0 * scale, width * scale, height * scale);
  }

  override getTileUrl(level: number, x: number, y: number): string {
    return `${this.#finestFirst(level)}/${x}_${y}`;
  }

  override getTileHashKey(level: number, x: number, y: number): string {
    return this.getTileUrl(level, x, y);
  }

  override hasTransparency(): boolean {
    return false;
  }

  override downloadTileStart(job: OpenSeadragon.ImageJob): void {
    const { level, x, y } = job.tile;
    const controller = new AbortController();
    this.#running.set(job, controller);
    const size = this.getTileBounds(level, x, y, true);
    this.#source
      .readTile(this.#finestFirst(level), x, y, { signal: controller.signal })
      .then((tile) => tileBitmap(tile, size))
      .then(
        (bitmap) => handOver(bitmap, job),
        (error: unknown) => {
          if (controller.signal.aborted) return;
          this.#onFailure({ tile: this.getTileUrl(level, x, y), error });
          job.fail(error instanceof Error ? error.message : String(error), null);
        },
      );
  }

  override downloadTileAbort(job: OpenSeadragon.ImageJob): void {
    this.#running.get(job)?.abort();
  }

  #finestFirst(level: number): number {
    return this.#slide.levels.length - 1 - level;
  }

  #levelOf(level: number): SlideLevel {
    const found = this.#slide.levels[this.#finestFirst(level)];
    if (found === undefined) throw new RangeError(`no level ${level}`);
    return found;
  }
}

/** A job that was stopped or took too long has no number any more, and wants no bitmap. */
function handOver(bitmap: ImageBitmap, job: OpenSeadragon.ImageJob): void {
  if (job.jobId === null) bitmap.close();
  else job.finish(bitmap, null, "imageBitmap");
}
