import type { LongOptions } from "#core/progress.ts";
import type { Patch, Region } from "#pipeline/decompose.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { type LeftOutReason, leaveOut, NOTHING_LEFT_OUT, type SortedTissue } from "./left-out.ts";
import { markPlaces } from "./mark-places.ts";
import { countPlaces, type PlaceCounts } from "./places.ts";

/** Leaves out the patches whose tissue is pen or fold by more than half, before any is read. */
export async function leaveOutMarked(
  regions: readonly Region[],
  images: readonly RgbImage[],
  regionPatches: number,
  options: LongOptions = {},
): Promise<SortedTissue> {
  const maps = await markPlaces(images, options);
  const tissue = new Map<Patch, number>();
  const reasons = new Map<Patch, LeftOutReason>();
  for (const [index, { patches }] of regions.entries()) {
    const map = maps[index];
    if (map === undefined) continue;
    for (const patch of patches) {
      const counts = countPlaces(map, regionPatches, [patch.column, patch.row]);
      const reason = reasonOf(counts);
      tissue.set(patch, counts.tissue);
      if (reason !== null) reasons.set(patch, reason);
    }
  }
  const all: SortedTissue = { regions, leftOut: NOTHING_LEFT_OUT, tissue };
  return leaveOut(all, (patch) => reasons.get(patch) ?? null);
}

function reasonOf({ tissue, pen, fold }: PlaceCounts): LeftOutReason | null {
  if (2 * (pen + fold) <= tissue) return null;
  return pen >= fold ? "pen" : "fold";
}
