import type { Level0Point, Level0Rect } from "#core/geometry.ts";
import type { LongOptions } from "#core/progress.ts";
import type { EvidenceCell } from "#pipeline/answer.ts";
import type { Patch, PatchGrid, Region, SlideExtent } from "#pipeline/decompose.ts";
import type { CellModel } from "#pipeline/models.ts";
import { cellOnSlide } from "#pipeline/on-slide.ts";
import type { LeftOutPatch } from "#pipeline/quality/left-out.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import { segmentBatches } from "./segment-patches.ts";
import { type Span, spansOver } from "./spans.ts";

/** A patch of a grid of its own; the cells whose centres lie in its `core` are its to report. */
export interface CellWindow extends Patch {
  readonly core: Level0Rect;
  /** Left-out patches that its core reaches into; cells there are nobody's to report. */
  readonly leftOut: readonly Level0Rect[];
}

/**
 * Overlapping windows over all tissue of a slide. Their cores tile the slide, so that no nucleus is
 * cut in two at a border as it is between the patches of a question. A window is not made where
 * its core lies over patches of glass alone: those of `all` that are not in `tissue`.
 */
export function cellWindows(
  slide: SlideExtent,
  grid: PatchGrid,
  all: readonly Region[],
  tissue: readonly Region[],
  leftOut: readonly LeftOutPatch[] = [],
): CellWindow[] {
  const glass = placesOf(all, grid);
  for (const place of placesOf(tissue, grid)) glass.delete(place);
  const gone = rectsByPlace(leftOut, grid);
  const scale = grid.micronsPerPixel / slide.micronsPerPixel;
  const side = grid.patchPixels;
  const rows = spansOver(slide.height / scale, side);
  const columns = spansOver(slide.width / scale, side);
  return rows.flatMap((y, row) =>
    columns.flatMap((x, column): CellWindow[] => {
      const places = placesUnder(x, y, side);
      if (places.every((place) => glass.has(place))) return [];
      return [
        {
          column,
          row,
          rect: rectOf(x.start, y.start, side, side, scale),
          valid: { width: x.valid, height: y.valid },
          core: rectOf(x.from, y.from, x.to - x.from, y.to - y.from, scale),
          leftOut: places.flatMap((place) => gone.get(place) ?? []),
        },
      ];
    }),
  );
}

/** Cells of the windows but for those in left-out patches, window by window, in level-0 pixels. */
export async function* segmentSlide(
  source: SlideSource,
  windows: readonly CellWindow[],
  model: CellModel,
  grid: PatchGrid,
  { signal, onProgress }: LongOptions = {},
): AsyncGenerator<readonly EvidenceCell[], void, undefined> {
  let done = 0;
  const total = windows.length;
  onProgress?.({ stage: "cells", done, total });
  for await (const batch of segmentBatches(source, windows, model, grid, signal)) {
    for (const [{ rect, core, leftOut }, { cells }] of batch) {
      const placed = cells.map((cell) => cellOnSlide(cell, rect, grid));
      yield placed.filter(
        ({ centre }) => isInside(core, centre) && !leftOut.some((gone) => isInside(gone, centre)),
      );
    }
    done += batch.length;
    onProgress?.({ stage: "cells", done, total });
  }
}

type Place = Pick<Region, "column" | "row">;

/** "column,row" of a patch on the grid of patches over the whole slide. */
function placeOf(region: Place, patch: Place, { regionPatches }: PatchGrid): string {
  const column = region.column * regionPatches + patch.column;
  return `${column},${region.row * regionPatches + patch.row}`;
}

function placesOf(regions: readonly Region[], grid: PatchGrid): Set<string> {
  return new Set(
    regions.flatMap((region) => region.patches.map((patch) => placeOf(region, patch, grid))),
  );
}

function rectsByPlace(leftOut: readonly LeftOutPatch[], grid: PatchGrid): Map<string, Level0Rect> {
  return new Map(
    leftOut.map(({ region: [column, row], place }) => [
      placeOf({ column, row }, place, grid),
      place.rect,
    ]),
  );
}

/** The places that the core of a window reaches into. */
function placesUnder(x: Span, y: Span, side: number): string[] {
  const places: string[] = [];
  for (let row = Math.floor(y.from / side); row * side < y.to; row += 1) {
    for (let column = Math.floor(x.from / side); column * side < x.to; column += 1) {
      places.push(`${column},${row}`);
    }
  }
  return places;
}

function rectOf(x: number, y: number, width: number, height: number, scale: number): Level0Rect {
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
}

function isInside({ x, y, width, height }: Level0Rect, [px, py]: Level0Point): boolean {
  return px >= x && py >= y && px < x + width && py < y + height;
}
