import type { IiifDocument } from "./info-schema.ts";

/** The tiles that a service is asked for. */
export interface IiifTiles {
  /** Size in the pixels of a level. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Level-0 pixels on one side of a level's pixel, finest (1) first. */
  readonly scaleFactors: readonly number[];
}

/** Asked of services that would cut any tile; 512 is what most scanners and servers take. */
const usualSide = 512;
const leastSide = 16;

/** The tiles a service names, or those it can cut; else why there are none. */
export function tilesOf(info: IiifDocument): IiifTiles | string {
  const most = largestTile(info);
  const [named] = info.tiles;
  if (named === undefined) return cutTiles(info, most);
  const tileWidth = named.width;
  const tileHeight = named.height ?? named.width;
  if (tileWidth > most.width || tileHeight > most.height || tileWidth * tileHeight > most.area) {
    return `tiles.0: ${tileWidth}x${tileHeight} is more than the service sends at once`;
  }
  const scaleFactors = [...new Set(named.scaleFactors)].sort((a, b) => a - b);
  if (scaleFactors[0] === 1) return { tileWidth, tileHeight, scaleFactors };
  return "tiles.0.scaleFactors: without 1 the image's own pixels cannot be had";
}

function cutTiles(info: IiifDocument, most: ReturnType<typeof largestTile>): IiifTiles | string {
  if (info.profile.level === 0) {
    return "tiles: none are named, and a service of level 0 cuts none";
  }
  const square = Math.floor(Math.sqrt(most.area));
  const side = Math.min(usualSide, most.width, most.height, square);
  if (side < leastSide) return `maxWidth: it sends no more than ${side} pixels at once`;
  const scaleFactors = [1];
  for (let scale = 2; Math.max(info.width, info.height) > (side * scale) / 2; scale *= 2) {
    scaleFactors.push(scale);
  }
  return { tileWidth: side, tileHeight: side, scaleFactors };
}

/** The most a service sends at once; maxWidth alone bounds the height too (Image API, 5.2). */
function largestTile(info: IiifDocument): { width: number; height: number; area: number } {
  const all = [info, ...info.profile.limits];
  const least = (sizes: readonly (number | undefined)[]) =>
    Math.min(...sizes.map((size) => size ?? Number.POSITIVE_INFINITY));
  return {
    width: least(all.map(({ maxWidth }) => maxWidth)),
    height: least(all.map(({ maxWidth, maxHeight }) => maxHeight ?? maxWidth)),
    area: least(all.map(({ maxArea }) => maxArea)),
  };
}
