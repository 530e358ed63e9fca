import type { Level0Rect } from "#core/geometry.ts";
import type { LongOptions } from "#core/progress.ts";
import type { EvidenceCell } from "#pipeline/answer.ts";
import type { Patch, PatchGrid, Region, SlideExtent } from "#pipeline/decompose.ts";
import type { CellModel } from "#pipeline/models.ts";
import { cellOnSlide } from "#pipeline/on-slide.ts";
import { batchesOf } from "#pipeline/read-ahead.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import { segmentPatches } from "./segment-patches.ts";

/**
 * Pixels at the pack's scale that a window sees beyond its core on each side: 8 um, so that a
 * nucleus of up to 16 um whose centre lies in the core is seen whole.
 */
const MARGIN = 16;

/** Windows segmented before their cells are handed on; more would only hold more in memory. */
const WINDOWS_AT_ONCE = 64;

/** A patch of a grid of its own; the cells whose centres lie in its `core` are its to report. */
export interface CellWindow extends Patch {
  readonly core: Level0Rect;
}

/**
 * Overlapping windows over all tissue of a slide. Their cores tile the slide, so that no nucleus is
 * cut in two at a border as it is between the patches of a question. A window is left out where
 * its core lies over patches of glass alone: those of `all` that are not in `tissue`.
 */
export function cellWindows(
  slide: SlideExtent,
  grid: PatchGrid,
  all: readonly Region[],
  tissue: readonly Region[],
): CellWindow[] {
  const glass = placesOf(all, grid);
  for (const place of placesOf(tissue, grid)) glass.delete(place);
  const scale = grid.micronsPerPixel / slide.micronsPerPixel;
  const rows = spansOver(slide.height / scale, grid.patchPixels);
  const columns = spansOver(slide.width / scale, grid.patchPixels);
  return rows.flatMap((y, row) =>
    columns.flatMap((x, column) =>
      isGlass(x, y, grid.patchPixels, glass)
        ? []
        : [
            {
              column,
              row,
              rect: rectOf(x.start, y.start, grid.patchPixels, grid.patchPixels, scale),
              valid: { width: x.valid, height: y.valid },
              core: rectOf(x.from, y.from, x.to - x.from, y.to - y.from, scale),
            },
          ],
    ),
  );
}

/** Cells of the windows, window by window, in level-0 pixels. */
export async function* segmentSlide(
  source: SlideSource,
  windows: readonly CellWindow[],
  model: CellModel,
  grid: PatchGrid,
  { signal, onProgress }: LongOptions = {},
): AsyncGenerator<readonly EvidenceCell[], void, undefined> {
  let before = 0;
  const total = windows.length;
  const options: LongOptions = {
    ...(signal ? { signal } : {}),
    onProgress: ({ done }) => onProgress?.({ stage: "cells", done: before + done, total }),
  };
  for (const batch of batchesOf(windows, WINDOWS_AT_ONCE)) {
    const kept = { grid, cache: new Map() };
    const found = await segmentPatches(source, batch, model, kept, options);
    for (const [index, { rect, core }] of batch.entries()) {
      const cells = found[index]?.cells ?? [];
      const placed = cells.map((cell) => cellOnSlide(cell, rect, grid));
      yield placed.filter(({ centre: [x, y] }) => isInside(core, x, y));
    }
    before += batch.length;
  }
}

/** One window along one axis, in pixels at the pack's scale. */
interface Span {
  readonly start: number;
  readonly valid: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Windows over `length` pixels, evenly spaced: the first and the last end with the slide, so that
 * none sees more of the white beyond than it must. A core ends in the middle of each overlap.
 */
function spansOver(length: number, side: number): Span[] {
  const beyond = Math.max(0, length - side);
  const gaps = Math.ceil(beyond / (side - 2 * MARGIN));
  const starts = Array.from({ length: gaps + 1 }, (_, index) =>
    gaps === 0 ? 0 : Math.round((index * beyond) / gaps),
  );
  const border = (index: number): number =>
    ((starts[index - 1] ?? 0) + side + (starts[index] ?? 0)) / 2;
  return starts.map((start, index) => ({
    start,
    valid: Math.min(side, Math.round(length - start)),
    from: index === 0 ? 0 : border(index),
    to: index === gaps ? length : border(index + 1),
  }));
}

/** "column,row" of each patch on the grid of patches over the whole slide. */
function placesOf(regions: readonly Region[], { regionPatches }: PatchGrid): Set<string> {
  return new Set(
    regions.flatMap((region) =>
      region.patches.map(({ column, row }) =>
        [region.column * regionPatches + column, region.row * regionPatches + row].join(),
      ),
    ),
  );
}

function isGlass(x: Span, y: Span, side: number, glass: ReadonlySet<string>): boolean {
  for (let row = Math.floor(y.from / side); row * side < y.to; row += 1) {
    for (let column = Math.floor(x.from / side); column * side < x.to; column += 1) {
      if (!glass.has(`${column},${row}`)) return false;
    }
  }
  return true;
}

function rectOf(x: number, y: number, width: number, height: number, scale: number): Level0Rect {
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
}

function isInside({ x, y, width, height }: Level0Rect, px: number, py: number): boolean {
  return px >= x && py >= y && px < x + width && py < y + height;
}
