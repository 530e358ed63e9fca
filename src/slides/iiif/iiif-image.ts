import { fetchWhole } from "#slides/bytes/fetch-whole.ts";
import { nameOf } from "#slides/bytes/web-address.ts";
import { largestFileBytes } from "#slides/dzi/tile-store.ts";
import { missingTile } from "#slides/slide-faults.ts";
import type { ReadOptions, SlideFacts } from "#slides/slide-source.ts";
import type { StoredLevel, TileAddress, TiledImage } from "#slides/tiled-image.ts";
import type { IiifService } from "./parse-iiif.ts";

/** An IIIF image: each scale factor is a level, each tile a region asked for at the level's size. */
export class IiifImage implements TiledImage {
  readonly facts: SlideFacts;
  readonly levels: readonly StoredLevel[];
  readonly #service: IiifService;

  constructor(service: IiifService) {
    this.#service = service;
    this.levels = levelsOf(service);
    this.facts = {
      name: nameOf(service.base),
      format: `IIIF Image API ${service.version}`,
      vendor: null,
      compression: "JPEG",
      micronsPerPixel: service.micronsPerPixel,
      objectivePower: null,
      hasColourProfile: false,
      notes: [],
      pictures: [],
    };
  }

  tile(address: TileAddress, options: ReadOptions = {}): Promise<Blob> {
    return fetchWhole(tileAddress(this.#service, address), largestFileBytes, options);
  }

  picture(name: string): never {
    throw missingTile(`An IIIF image has no ${name}.`);
  }

  dispose(): void {}
}

function levelsOf(service: IiifService): StoredLevel[] {
  const { width, height, tileWidth, tileHeight, scaleFactors } = service;
  return scaleFactors.map((downsample) => ({
    width: Math.ceil(width / downsample),
    height: Math.ceil(height / downsample),
    downsample,
    tileWidth,
    tileHeight,
    overlap: 0,
  }));
}

/**
 * A tile's address in the canonical form (Image API 2.1 and 3.0, 4.7), which is all that a folder of
 * tiles made beforehand answers. Version 2 leaves the height to the server, `w,`: where that would
 * round it away from the level's size, `w,h` is asked for, if the server takes it.
 */
export function tileAddress(service: IiifService, { level, column, row }: TileAddress): URL {
  const { base, version, tileWidth, tileHeight, takesExactSizes } = service;
  const scale = service.scaleFactors[level];
  if (scale === undefined) throw new RangeError(`no level ${level}`);
  const x = column * tileWidth * scale;
  const y = row * tileHeight * scale;
  const across = Math.min(tileWidth * scale, service.width - x);
  const down = Math.min(tileHeight * scale, service.height - y);
  const isWhole = across === service.width && down === service.height;
  const region = isWhole ? "full" : `${x},${y},${across},${down}`;
  const width = Math.ceil(across / scale);
  const height = Math.ceil(down / scale);
  const isBent = width * down !== height * across;
  const size = version === 3 || (isBent && takesExactSizes) ? `${width},${height}` : `${width},`;
  const address = new URL(base);
  address.pathname = `${base.pathname}/${region}/${size}/0/default.jpg`;
  return address;
}
