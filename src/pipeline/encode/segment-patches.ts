import { abortable } from "#core/abortable.ts";
import type { LongOptions } from "#core/progress.ts";
import type { Patch, PatchGrid } from "#pipeline/decompose.ts";
import type { CellModel, PatchCells } from "#pipeline/models.ts";
import { batchesOf, readAhead } from "#pipeline/read-ahead.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import { readPatches } from "./encode-patches.ts";

/** Segmentation holds full-resolution maps: smaller batches than the patch encoder's. */
const BATCH = 4;
const BATCHES_AHEAD = 1;

/** Patches whose cells are kept for later questions; the ones asked for longest ago go first. */
const KEPT_PATCHES = 512;

/** Cells of patches that questions have needed so far, of one slide. */
export type CellCache = Map<Patch, PatchCells>;

/**
 * Cells of the given patches, in their order: those not in `cache` are read, segmented and
 * embedded (paper eq. 3 and 4), then kept there.
 */
export async function segmentPatches(
  source: SlideSource,
  patches: readonly Patch[],
  model: CellModel,
  { grid, cache }: { readonly grid: PatchGrid; readonly cache: CellCache },
  { signal, onProgress }: LongOptions = {},
): Promise<PatchCells[]> {
  const found = new Map(
    patches.flatMap((patch) => {
      const cells = cache.get(patch);
      return cells ? [[patch, cells] as const] : [];
    }),
  );
  const batches = batchesOf(
    patches.filter((patch) => !found.has(patch)),
    BATCH,
  );
  const images = readAhead({
    items: batches,
    read: (batch, reading) => readPatches(source, batch, grid, reading),
    ahead: BATCHES_AHEAD,
    signal,
  });
  onProgress?.({ stage: "cells", done: found.size, total: patches.length });
  let next = 0;
  for await (const pixels of images) {
    const batch = batches[next] ?? [];
    next += 1;
    const valid = batch.map((patch) => patch.valid);
    const segmented = await abortable(model.segment(pixels, valid), signal);
    for (const [index, patch] of batch.entries()) found.set(patch, segmented[index] as PatchCells);
    onProgress?.({ stage: "cells", done: found.size, total: patches.length });
  }
  remember(cache, patches, found);
  return patches.map((patch) => found.get(patch) as PatchCells);
}

/** Moves the patches to the young end of the cache and drops the oldest beyond its bound. */
function remember(
  cache: CellCache,
  patches: readonly Patch[],
  found: ReadonlyMap<Patch, PatchCells>,
): void {
  for (const patch of patches) {
    cache.delete(patch);
    cache.set(patch, found.get(patch) as PatchCells);
  }
  for (const oldest of cache.keys()) {
    if (cache.size <= KEPT_PATCHES) break;
    cache.delete(oldest);
  }
}
