import type { LongOptions } from "#core/progress.ts";
import type { Region } from "#pipeline/decompose.ts";
import type { EncodedPatches, PatchWidths } from "#pipeline/encode/encode-patches.ts";
import { findRedundancy, type Redundancy } from "#pipeline/filter/redundancy.ts";
import type { RegionModel } from "#pipeline/models.ts";

/** A region with its tissue patches as the encoders see them. */
export interface EncodedRegion {
  readonly region: Region;
  /** Row j is patch j of `region.patches`: [n, patch], unit length. */
  readonly embeddings: Float32Array;
  readonly redundancy: Redundancy;
  /** r_i = ViT_r of the region's patch tokens, [region]. */
  readonly embedding: Float32Array;
}

/** Region embeddings (paper section 3.3) and the question-free half of patch filtering (eq. 1). */
export async function encodeRegions(
  regions: readonly Region[],
  encoded: EncodedPatches,
  model: RegionModel,
  shape: { readonly regionPatches: number; readonly widths: PatchWidths },
  { signal, onProgress }: LongOptions = {},
): Promise<EncodedRegion[]> {
  const { patch: width, token } = shape.widths;
  const result: EncodedRegion[] = [];
  let first = 0;
  onProgress?.({ stage: "regions", done: 0, total: regions.length });
  for (const region of regions) {
    signal?.throwIfAborted();
    const end = first + region.patches.length;
    const embeddings = encoded.embeddings.subarray(first * width, end * width);
    const tokens = encoded.tokens.subarray(first * token, end * token);
    const grid = placeOnGrid(region, tokens, shape.regionPatches, token);
    const embedding = await model.encodeRegion(grid.tokens, grid.mask);
    result.push({ region, embeddings, redundancy: findRedundancy(embeddings, width), embedding });
    first = end;
    onProgress?.({ stage: "regions", done: result.length, total: regions.length });
  }
  return result;
}

/** Patch tokens at their places of the region's grid, row by row, and a mask of tissue (1). */
function placeOnGrid(region: Region, tokens: Float32Array, side: number, width: number) {
  const placed = new Float32Array(side * side * width);
  const mask = new Float32Array(side * side);
  for (const [index, { column, row }] of region.patches.entries()) {
    const place = row * side + column;
    placed.set(tokens.subarray(index * width, (index + 1) * width), place * width);
    mask[place] = 1;
  }
  return { tokens: placed, mask };
}
