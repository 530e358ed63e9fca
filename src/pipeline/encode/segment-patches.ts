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
  const unknown = patches.filter((patch) => !found.has(patch));
  const tell = (): void =>
    onProgress?.({ stage: "cells", done: found.size, total: patches.length });
  tell();
  for await (const batch of segmentBatches(source, unknown, model, grid, signal)) {
    for (const [patch, cells] of batch) found.set(patch, cells);
    tell();
  }
  remember(cache, patches, found);
  return patches.map((patch) => found.get(patch) as PatchCells);
}

/** Patches with their cells, a batch at a time, in their order; the next is read while one is segmented. */
export async function* segmentBatches<P extends Patch>(
  source: SlideSource,
  patches: readonly P[],
  model: CellModel,
  grid: PatchGrid,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly (readonly [patch: P, cells: PatchCells])[], void, undefined> {
  const batches = batchesOf(patches, BATCH);
  const images = readAhead({
    items: batches,
    read: (batch, reading) => readPatches(source, batch, grid, reading),
    ahead: BATCHES_AHEAD,
    signal,
  });
  let next = 0;
  for await (const pixels of images) {
    const batch = batches[next] ?? [];
    next += 1;
    const valid = batch.map((patch) => patch.valid);
    const segmented = await abortable(model.segment(pixels, valid), signal);
    yield batch.map((patch, index) => [patch, segmented[index] as PatchCells] as const);
  }
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
