import type { Level0Area } from "#core/area.ts";
import type { Level0Rect } from "#core/geometry.ts";
import type { LongOptions } from "#core/progress.ts";
import type { SlideAnalysis } from "#pipeline/analyse-slide.ts";
import type { EvidenceCell } from "#pipeline/answer.ts";
import type { Pipeline } from "#pipeline/answer-question.ts";
import { decompose, type PatchGrid } from "#pipeline/decompose.ts";
import { type CellWindow, cellWindows, segmentSlide } from "#pipeline/encode/segment-slide.ts";
import type { SlideMemory } from "#pipeline/slide-memory.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import { pixelsWithin, rectWithout } from "./searched.ts";

/** Cells of one piece of the slide, and where in it they were looked for. */
export interface FoundCells {
  readonly cells: readonly EvidenceCell[];
  /** Rectangles that overlap neither each other nor those of any other piece. */
  readonly searched: readonly Level0Rect[];
}

export interface FindOptions extends LongOptions {
  /** What an earlier search told as `searched`: its pieces are not searched again. */
  readonly searched?: readonly Level0Rect[] | undefined;
}

/**
 * Cells of all tissue of a slide, none of them cut at the border of a patch, piece by piece as they
 * are found. With an `area`, of the pieces that it reaches into: whole pieces, so that what was
 * searched stays plain to tell.
 */
export async function* findCells(
  { models, manifest }: Pick<Pipeline, "models" | "manifest">,
  memory: SlideMemory,
  area: Level0Area | null,
  { searched = [], ...options }: FindOptions = {},
): AsyncGenerator<FoundCells, void, undefined> {
  const { signal } = options;
  const analysis = await memory.analysis(signal ? { signal } : {});
  const all = windowsOf(await memory.source.describe(), manifest, analysis);
  const wanted = area === null ? all : all.filter(({ core }) => pixelsWithin(area, [core]) > 0);
  const windows = notYetSearched(wanted, searched);
  let next = 0;
  for await (const cells of segmentSlide(memory.source, windows, models.cell, manifest, options)) {
    const window = windows[next] as CellWindow;
    next += 1;
    yield { cells, searched: searchedOf(window) };
  }
}

/** Where the cells of a window are looked for. */
const searchedOf = ({ core, leftOut }: CellWindow): Level0Rect[] => rectWithout(core, leftOut);

/** Windows of one slide at one scale are the same whenever they are made, to the last digit. */
function notYetSearched(
  windows: readonly CellWindow[],
  searched: readonly Level0Rect[],
): readonly CellWindow[] {
  if (searched.length === 0) return windows;
  const known = new Set(searched.map(keyOf));
  return windows.filter((window) => !searchedOf(window).every((rect) => known.has(keyOf(rect))));
}

const keyOf = ({ x, y, width, height }: Level0Rect): string => `${x},${y},${width},${height}`;

/** The windows over all tissue that is analysed. */
export function windowsOf(
  { width, height, micronsPerPixel }: SlideDescription,
  grid: PatchGrid,
  { regions, leftOut }: Pick<SlideAnalysis, "regions" | "leftOut">,
): CellWindow[] {
  if (micronsPerPixel === null) throw new RangeError("The slide was analysed without a scale.");
  const slide = { width, height, micronsPerPixel };
  const tissue = regions.map(({ region }) => region);
  return cellWindows(slide, grid, decompose(slide, grid), tissue, leftOut.patches);
}
