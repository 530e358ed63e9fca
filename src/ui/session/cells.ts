import type { NamedArea } from "#core/area.ts";
import type { Level0Rect } from "#core/geometry.ts";
import type { StageProgress } from "#core/progress.ts";
import type { Engine, OpenSlide } from "#engine/engine.ts";
import { createCellTableBuilder } from "#pipeline/cells/cell-table-builder.ts";
import type { FoundCells } from "#pipeline/cells/find-cells.ts";
import { measureCells } from "#pipeline/cells/measure-cells.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import { openSlideOf, scaleOf } from "#stores/slide-store.ts";
import type { Stores } from "./stores.ts";

/** The table is shown anew once it is so much longer: what is made of it is made a dozen times in all. */
const SHOWN_GROWTH = 1.5;

/**
 * Finds the cells of the open slide, or of a part of it (null for all), and measures them. Stopped,
 * it keeps what was found; without pack, slide or scale it returns at once.
 */
export async function findCells(
  engine: Engine,
  stores: Stores,
  where: NamedArea | null,
  signal: AbortSignal,
): Promise<void> {
  const open = openSlideOf(stores.slide.getState());
  const micronsPerPixel = scaleOf(stores.slide.getState());
  if (open === null || micronsPerPixel === null) return;
  if (stores.runtime.getState().pack.kind !== "done") return;
  const isWanted = (): boolean => isStillWanted(stores, open, micronsPerPixel);
  const gathered = gatherCells(stores, isWanted);
  stores.cells.getState().segmentingStarted(Date.now());
  try {
    await engine.segmentCells(open, { ...gathered.options, area: where, signal });
  } catch (error) {
    if (!isWanted()) return;
    if (!isAbort(error)) return stores.cells.getState().segmentingFailed(faultOf(error));
    if (gathered.count() === 0) return stores.cells.getState().cellsLeft();
  }
  const { searched, patches, ...found } = gathered.finish();
  const columns = await measureCells(found, micronsPerPixel);
  if (!isWanted()) return;
  const source = { kind: "segmented", area: where?.name ?? null, searched, patches } as const;
  stores.cells.getState().cellsReady({ table: found.table, columns, source });
}

/** Neither the slide nor its scale is another, and no one put other cells in place of these. */
function isStillWanted({ slide, cells }: Stores, open: OpenSlide, micronsPerPixel: number) {
  const now = slide.getState();
  const isSame = openSlideOf(now)?.source === open.source && scaleOf(now) === micronsPerPixel;
  return isSame && cells.getState().state.kind === "working";
}

/** Gathers cells as they come and shows now and then what there is. */
function gatherCells({ cells }: Stores, isWanted: () => boolean) {
  const builder = createCellTableBuilder();
  const searched: Level0Rect[] = [];
  let patches = { done: 0, total: 0 };
  let shown = 0;
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
    patches = { done, total };
    if (done === 0) beganAt = now;
    else cells.getState().patchTimed((now - beganAt) / done);
    cells.getState().segmentingAdvanced(patches, now);
  };
  return {
    options: { onCells, onProgress },
    count: () => builder.count,
    finish: () => ({ ...builder.finish(), searched, patches }),
  };
}
