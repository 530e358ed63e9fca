import type { Level0Rect } from "#core/geometry.ts";
import type { ValidSize } from "#pipeline/models.ts";

/** What decomposition needs of a slide; pixels are level-0 pixels. */
export interface SlideExtent {
  readonly width: number;
  readonly height: number;
  readonly micronsPerPixel: number;
}

/** What it needs of a pack: patches of 256x256 at 0.5 um/px, regions of 16x16 patches. */
export interface PatchGrid {
  readonly micronsPerPixel: number;
  readonly patchPixels: number;
  readonly regionPatches: number;
}

export interface Patch {
  /** Place on the region's own grid, 0..regionPatches - 1. */
  readonly column: number;
  readonly row: number;
  /** Always a whole patch; at the slide's right and bottom edge it reaches past the slide. */
  readonly rect: Level0Rect;
  readonly valid: ValidSize;
}

export interface Region {
  /** Place on the slide's grid of regions, which starts at (0, 0). */
  readonly column: number;
  readonly row: number;
  readonly rect: Level0Rect;
  readonly patches: readonly Patch[];
}

/** A patch with a smaller share of its area on the slide is left out. */
const MIN_SHARE_ON_SLIDE = 0.25;

/**
 * Hierarchical decomposition (paper section 3.1): the slide's regions row by row, each with its
 * patches row by row, all by physical size. Regions without a patch are left out.
 */
export function decompose(slide: SlideExtent, grid: PatchGrid): Region[] {
  const side = (grid.patchPixels * grid.micronsPerPixel) / slide.micronsPerPixel;
  const regionSide = side * grid.regionPatches;
  const regions: Region[] = [];
  for (let row = 0; row * regionSide < slide.height; row += 1) {
    for (let column = 0; column * regionSide < slide.width; column += 1) {
      const rect = {
        x: column * regionSide,
        y: row * regionSide,
        width: regionSide,
        height: regionSide,
      };
      const patches = patchesOf(rect, side, slide, grid);
      if (patches.length > 0) regions.push({ column, row, rect, patches });
    }
  }
  return regions;
}

function patchesOf(region: Level0Rect, side: number, slide: SlideExtent, grid: PatchGrid): Patch[] {
  const patches: Patch[] = [];
  for (let row = 0; row < grid.regionPatches; row += 1) {
    for (let column = 0; column < grid.regionPatches; column += 1) {
      const x = region.x + column * side;
      const y = region.y + row * side;
      const across = onSlide(x, side, slide.width);
      const down = onSlide(y, side, slide.height);
      if (across * down < MIN_SHARE_ON_SLIDE) continue;
      const width = Math.round(across * grid.patchPixels);
      const height = Math.round(down * grid.patchPixels);
      patches.push({
        column,
        row,
        rect: { x, y, width: side, height: side },
        valid: { width, height },
      });
    }
  }
  return patches;
}

/** Share of [start, start + length] that lies before `end`, 0..1. */
function onSlide(start: number, length: number, end: number): number {
  return Math.min(1, Math.max(0, (end - start) / length));
}
