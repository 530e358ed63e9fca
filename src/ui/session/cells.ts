import type { NamedArea } from "#core/area.ts";
import type { Engine, OpenSlide } from "#engine/engine.ts";
import { measureCells } from "#pipeline/cells/measure-cells.ts";
import { readyCells, type StoppedSearch, stoppedSearch } from "#stores/cells-store.ts";
import { type Fault, faultOf, isAbort } from "#stores/fault.ts";
import { openSlideOf, scaleOf } from "#stores/slide-store.ts";
import { gatherCells } from "./gather-cells.ts";
import type { Stores } from "./stores.ts";

/**
 * Finds the cells of the open slide, or of a part of it (null for all), and measures them. Stopped
 * or failed, it keeps what was found; where that is nothing, the cells that were there before.
 * Without pack, slide or scale it returns at once.
 */
export async function findCells(
  engine: Engine,
  stores: Stores,
  where: NamedArea | null,
  signal: AbortSignal,
): Promise<void> {
  await search(engine, stores, { where, before: null }, signal);
}

/** Searches what a stopped search left; returns at once where none was stopped. */
export async function goOnFindingCells(
  engine: Engine,
  stores: Stores,
  signal: AbortSignal,
): Promise<void> {
  const before = stoppedSearch(stores.cells.getState());
  if (before !== null) await search(engine, stores, { where: before.where, before }, signal);
}

interface Search {
  readonly where: NamedArea | null;
  /** What it goes on from. */
  readonly before: StoppedSearch | null;
}

async function search(
  engine: Engine,
  stores: Stores,
  asked: Search,
  signal: AbortSignal,
): Promise<void> {
  const open = openSlideOf(stores.slide.getState());
  const micronsPerPixel = scaleOf(stores.slide.getState());
  if (open === null || micronsPerPixel === null) return;
  if (stores.runtime.getState().pack.kind !== "done") return;
  const isWanted = (): boolean => isStillWanted(stores, open, micronsPerPixel);
  const { where, before } = asked;
  const gathered = gatherCells(stores, before, isWanted);
  const giveBack = begin(stores, asked);
  let fault: Fault | null = null;
  try {
    const searched = before?.source.searched ?? [];
    await engine.segmentCells(open, { ...gathered.options, area: where, searched, signal });
  } catch (error) {
    if (!isWanted()) return;
    fault = isAbort(error) ? null : faultOf(error);
    if (gathered.isNothing()) return giveBack(fault);
  }
  const { searched, patches, ...found } = gathered.finish();
  const columns = await measureCells(found, micronsPerPixel);
  if (!isWanted()) return;
  const area = where?.name ?? null;
  const source = { kind: "segmented", area, within: where, searched, patches } as const;
  stores.cells.getState().cellsReady({ table: found.table, columns, source }, fault);
}

/** Clears the stage for a search; what it gives puts back what was there, for one that finds nothing. */
function begin({ cells }: Stores, { where, before }: Search): (fault: Fault | null) => void {
  const kept = readyCells(cells.getState());
  const { segmentingStarted, cellsGrown, cellsReady, segmentingFailed, cellsLeft } =
    cells.getState();
  segmentingStarted(Date.now(), before?.source.patches.done ?? 0);
  if (before !== null) cellsGrown(before.table);
  return (fault) => {
    if (kept !== null) cellsReady(kept, fault);
    else if (fault !== null) segmentingFailed(fault, where);
    else cellsLeft();
  };
}

/** Neither the slide nor its scale is another, and no one put other cells in place of these. */
function isStillWanted({ slide, cells }: Stores, open: OpenSlide, micronsPerPixel: number) {
  const now = slide.getState();
  const isSame = openSlideOf(now)?.source === open.source && scaleOf(now) === micronsPerPixel;
  return isSame && cells.getState().state.kind === "working";
}
