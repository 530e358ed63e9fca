import OpenSeadragon from "openseadragon";
import type { SlideDescription, SlideSource } from "#slides/slide-source.ts";

export interface TileFailure {
  /** "level/column_row" */
  readonly tile: string;
  readonly error: unknown;
}

/** OpenSeadragon's Deep Zoom levels, with the tiles read through the slide's own source. */
export class SlideTileSource extends OpenSeadragon.TileSource {
  readonly #source: SlideSource;
  readonly #onFailure: (failure: TileFailure) => void;
  readonly #running = new WeakMap<OpenSeadragon.ImageJob, AbortController>();

  constructor(
    source: SlideSource,
    description: SlideDescription,
    onFailure: (failure: TileFailure) => void,
  ) {
    super({
      width: description.width,
      height: description.height,
      tileSize: description.tileSize,
      tileOverlap: description.tileOverlap,
      minLevel: 0,
      maxLevel: description.levels - 1,
      ready: true,
    });
    this.#source = source;
    this.#onFailure = onFailure;
  }

  override getTileUrl(level: number, x: number, y: number): string {
    return `${level}/${x}_${y}`;
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
    this.#source
      .readTile(level, x, y, { signal: controller.signal })
      .then((blob) => createImageBitmap(blob, { colorSpaceConversion: "none" }))
      .then(
        (bitmap) => job.finish(bitmap, null, "imageBitmap"),
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
}
