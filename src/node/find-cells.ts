import type { LongOptions } from "#core/progress.ts";
import type { EvidenceCell } from "#pipeline/answer.ts";
import type { Pipeline } from "#pipeline/answer-question.ts";
import type { MeasuredCells } from "#pipeline/cells/cell-columns.ts";
import { createCellTableBuilder } from "#pipeline/cells/cell-table-builder.ts";
import { findCells } from "#pipeline/cells/find-cells.ts";
import { measureCells } from "#pipeline/cells/measure-cells.ts";
import type { DecidedPatch } from "#pipeline/decide-patches.ts";
import { segmentPatches } from "#pipeline/encode/segment-patches.ts";
import { cellOnSlide } from "#pipeline/on-slide.ts";
import type { SlideMemory } from "#pipeline/slide-memory.ts";

type Cells = AsyncGenerator<readonly EvidenceCell[], void, undefined>;

/** Cells of all tissue, none of them cut at the border of a patch. */
export async function* cellsOfSlide(
  pipeline: Pipeline,
  memory: SlideMemory,
  options: LongOptions,
): Cells {
  for await (const { cells } of findCells(pipeline, memory, null, options)) yield cells;
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

/** All of them in one table, measured. */
export async function measured(
  groups: Cells,
  micronsPerPixel: number,
  { signal }: LongOptions,
): Promise<MeasuredCells> {
  const builder = createCellTableBuilder();
  for await (const cells of groups) builder.add(cells);
  const found = builder.finish();
  const columns = await measureCells(found, micronsPerPixel, signal ? { signal } : {});
  return { table: found.table, columns };
}
