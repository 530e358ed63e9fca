import { isInArea, type Level0Area } from "#core/area.ts";
import type { EncodedRegion } from "#pipeline/encode/encode-regions.ts";
import type { FilterRegion } from "./filter-patches.ts";
import { findRedundancy } from "./redundancy.ts";

/** What lies in an area: regions as filtering takes them, and which patches theirs are. */
export interface PatchesWithin {
  readonly regions: readonly FilterRegion[];
  /** Region and patch of the whole slide behind patch j of region i. */
  readonly originals: readonly (readonly { readonly region: number; readonly patch: number }[])[];
}

/**
 * The patches whose centre lies in the area, as a small slide of their own: redundancy (eq. 1) is
 * found among them, so that what repeats the rest of its region is still asked about. Regions with
 * none of them are left out. `dimension` is the width of a patch embedding.
 */
export function patchesWithin(
  regions: readonly EncodedRegion[],
  area: Level0Area,
  dimension: number,
): PatchesWithin {
  const parts = regions.flatMap(({ region, embeddings }, index) => {
    const inside = region.patches.flatMap(({ rect }, patch) => {
      const centre = [rect.x + rect.width / 2, rect.y + rect.height / 2] as const;
      return isInArea(area, centre) ? [{ region: index, patch }] : [];
    });
    return inside.length === 0 ? [] : [{ inside, rows: rowsOf(embeddings, inside, dimension) }];
  });
  return {
    regions: parts.map(({ rows }) => ({
      embeddings: rows,
      redundancy: findRedundancy(rows, dimension),
    })),
    originals: parts.map(({ inside }) => inside),
  };
}

function rowsOf(
  embeddings: Float32Array,
  patches: readonly { readonly patch: number }[],
  dimension: number,
): Float32Array {
  const rows = new Float32Array(patches.length * dimension); // [inside, dimension]
  for (const [row, { patch }] of patches.entries()) {
    rows.set(embeddings.subarray(patch * dimension, (patch + 1) * dimension), row * dimension);
  }
  return rows;
}
