import type { Manifest } from "#packs/manifest.ts";
import type { CellModel, PatchCells } from "#pipeline/models.ts";
import {
  type CellMaps,
  type SegmentedCells,
  segmentCells,
} from "#pipeline/segment/segment-cells.ts";
import { nextTask } from "./next-task.ts";
import { pixelsTensor } from "./pixels.ts";
import { float32, floatsOf, type InferenceSession, type Tensors } from "./session.ts";

export interface CellLevel {
  readonly segmenter: InferenceSession;
  readonly ccaf: InferenceSession;
  readonly manifest: Manifest;
}

/** Cell segmentation (paper eq. 3) and cell-cell attention fusion (eq. 4). */
export function createCellModel({ segmenter, ccaf, manifest }: CellLevel): CellModel {
  return {
    async segment(patches, valid, { signal } = {}) {
      signal?.throwIfAborted();
      const pixels = pixelsTensor(patches, manifest.patchPixels);
      const outputs = await segmenter.run({ pixels });
      const found: SegmentedCells[] = [];
      for (const [index, size] of valid.entries()) {
        signal?.throwIfAborted();
        const maps = mapsOf(outputs, pixels.data, [index, patches.length]);
        found.push(segmentCells(maps, size));
        await nextTask();
      }
      const tokens = await fuse(ccaf, found, manifest.dimensions.cellEmbedding);
      const width = manifest.dimensions.cell;
      return found.map(
        ({ cells }, index): PatchCells => ({
          cells,
          token: tokens.slice(index * width, (index + 1) * width),
        }),
      );
    },
  };
}

/** The maps of patch `index` of `count`, without the batch axis. */
function mapsOf(
  outputs: Tensors,
  pixels: Float32Array,
  [index, count]: readonly [index: number, count: number],
): CellMaps {
  const one = (values: Float32Array): Float32Array => {
    const size = values.length / count;
    return values.subarray(index * size, (index + 1) * size);
  };
  return {
    nucleus: one(floatsOf(outputs, "nucleus")),
    distance: one(floatsOf(outputs, "distance")),
    classes: one(floatsOf(outputs, "classes")),
    features: one(floatsOf(outputs, "features")),
    pixels: one(pixels),
  };
}

/**
 * CCAF tokens [patches, cell]: cells of every patch padded to the most of any, at least one; a
 * patch without cells is [CLS] alone.
 */
async function fuse(
  ccaf: InferenceSession,
  found: readonly SegmentedCells[],
  width: number,
): Promise<Float32Array> {
  const most = Math.max(1, ...found.map(({ cells }) => cells.length));
  const cells = new Float32Array(found.length * most * width); // [patches, most, cellEmbedding]
  const mask = new Float32Array(found.length * most);
  for (const [patch, { cells: own, embeddings }] of found.entries()) {
    cells.set(embeddings, patch * most * width);
    mask.fill(1, patch * most, patch * most + own.length);
  }
  const outputs = await ccaf.run({
    cells: float32(cells, found.length, most, width),
    mask: float32(mask, found.length, most),
  });
  return floatsOf(outputs, "token");
}
