import type { Level0Rect } from "#core/geometry.ts";
import type { StageProgress } from "#core/progress.ts";
import { EOSIN_OD, HAEMATOXYLIN_OD } from "#pipeline/cells/cell-columns.ts";
import { createCellTableBuilder } from "#pipeline/cells/cell-table-builder.ts";
import type { FoundCells } from "#pipeline/cells/find-cells.ts";
import type { StoppedSearch } from "#stores/cells-store.ts";
import type { Stores } from "./stores.ts";

/** The table is shown anew once it is so much longer: what is made of it is made a dozen times in all. */
const SHOWN_GROWTH = 1.5;

/**
 * Gathers cells as they come, after those of an earlier search that it goes on from, and shows now
 * and then what there is.
 */
export function gatherCells(
  { cells }: Stores,
  before: StoppedSearch | null,
  isWanted: () => boolean,
) {
  const builder = createCellTableBuilder(before === null ? undefined : stainedOf(before));
  const searched: Level0Rect[] = [...(before?.source.searched ?? [])];
  let patches = before?.source.patches ?? { done: 0, total: 0 };
  let shown = builder.count;
  let beganAt = 0;
  const onCells = (found: FoundCells): void => {
    builder.add(found.cells);
    searched.push(...found.searched);
    if (!isWanted() || builder.count <= SHOWN_GROWTH * shown) return;
    shown = builder.count;
    cells.getState().cellsGrown(builder.soFar());
  };
  const onProgress = ({ done, total }: StageProgress): void => {
    if (!isWanted()) return;
    const now = Date.now();
    const known = Math.max(0, (before?.source.patches.total ?? 0) - total);
    patches = { done: known + done, total: known + total };
    if (done === 0) beganAt = now;
    else cells.getState().patchTimed((now - beganAt) / done);
    cells.getState().segmentingAdvanced(patches, now);
  };
  return {
    options: { onCells, onProgress },
    isNothing: () => searched.length === (before?.source.searched.length ?? 0),
    finish: () => ({ ...builder.finish(), searched, patches }),
  };
}

/** The measured cells as they were before they were measured. */
function stainedOf({ table, columns }: StoppedSearch) {
  const column = (name: string): Float32Array => columns.get(name) ?? new Float32Array(table.count);
  return { table, haematoxylin: column(HAEMATOXYLIN_OD), eosin: column(EOSIN_OD) };
}
