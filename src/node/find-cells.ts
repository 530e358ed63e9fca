import type { LongOptions } from "#core/progress.ts";
import type { EvidenceCell } from "#pipeline/answer.ts";
import type { Pipeline } from "#pipeline/answer-question.ts";
import type { DecidedPatch } from "#pipeline/decide-patches.ts";
import { decompose, type SlideExtent } from "#pipeline/decompose.ts";
import { segmentPatches } from "#pipeline/encode/segment-patches.ts";
import { cellWindows, segmentSlide } from "#pipeline/encode/segment-slide.ts";
import { cellOnSlide } from "#pipeline/on-slide.ts";
import type { SlideMemory } from "#pipeline/slide-memory.ts";

type Cells = AsyncGenerator<readonly EvidenceCell[], void, undefined>;

/** Cells of all tissue, none of them cut at the border of a patch. */
export async function* cellsOfSlide(
  { models, manifest }: Pipeline,
  memory: SlideMemory,
  slide: SlideExtent,
  options: LongOptions,
): Cells {
  const { regions, leftOut } = await memory.analysis(options);
  const tissue = regions.map(({ region }) => region);
  const all = decompose(slide, manifest);
  const windows = cellWindows(slide, manifest, all, tissue, leftOut.patches);
  yield* segmentSlide(memory.source, windows, models.cell, manifest, options);
}

/** Cells of the kept patches, as the page draws them. */
export async function* cellsKept(
  { models, manifest }: Pipeline,
  memory: SlideMemory,
  decided: readonly DecidedPatch[],
  options: LongOptions,
): Cells {
  const kept = decided.filter(({ id }) => id !== null).map(({ place }) => place);
  const remembered = { grid: manifest, cache: memory.cells };
  const found = await segmentPatches(memory.source, kept, models.cell, remembered, options);
  for (const [index, { rect }] of kept.entries()) {
    yield (found[index]?.cells ?? []).map((cell) => cellOnSlide(cell, rect, manifest));
  }
}

/** Passes groups of cells on and adds each to the count of its class. */
export async function* counted(groups: Cells, counts: number[]): Cells {
  for await (const cells of groups) {
    for (const { cellClass } of cells) counts[cellClass] = (counts[cellClass] ?? 0) + 1;
    yield cells;
  }
}
