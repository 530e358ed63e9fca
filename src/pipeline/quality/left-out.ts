import type { Patch, Region } from "#pipeline/decompose.ts";

/** Why tissue is not analysed: drawn over, folded, out of focus. */
export const LEFT_OUT_REASONS = ["pen", "fold", "blurred"] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** A patch with tissue that no model sees. */
export interface LeftOutPatch {
  readonly region: readonly [column: number, row: number];
  readonly place: Patch;
  readonly reason: LeftOutReason;
}

/** What of a slide's tissue is not analysed. */
export interface LeftOut {
  readonly patches: readonly LeftOutPatch[];
  /** Shares of the slide's tissue, 0..1; ink counts as tissue where it cannot be told from it. */
  readonly shares: Readonly<Record<LeftOutReason, number>>;
}

export const NOTHING_LEFT_OUT: LeftOut = { patches: [], shares: { pen: 0, fold: 0, blurred: 0 } };

/** A slide's tissue while it is sorted: what is analysed and what is not. */
export interface SortedTissue {
  readonly regions: readonly Region[];
  readonly leftOut: LeftOut;
  /** Tissue of each patch, left out or not, in pixels of the low-power read. */
  readonly tissue: ReadonlyMap<Patch, number>;
}

/** Leaves out the patches for which there is a reason, and regions without another patch. */
export function leaveOut(
  sorted: SortedTissue,
  reasonOf: (patch: Patch) => LeftOutReason | null,
): SortedTissue {
  const more = sorted.regions.flatMap(({ column, row, patches }) =>
    patches.flatMap((place): LeftOutPatch[] => {
      const reason = reasonOf(place);
      return reason === null ? [] : [{ region: [column, row], place, reason }];
    }),
  );
  if (more.length === 0) return sorted;
  const gone = new Set(more.map(({ place }) => place));
  const regions = sorted.regions
    .map((region) => ({ ...region, patches: region.patches.filter((place) => !gone.has(place)) }))
    .filter((region) => region.patches.length > 0);
  const patches = [...sorted.leftOut.patches, ...more];
  return { ...sorted, regions, leftOut: { patches, shares: sharesOf(patches, sorted.tissue) } };
}

function sharesOf(
  patches: readonly LeftOutPatch[],
  tissue: SortedTissue["tissue"],
): LeftOut["shares"] {
  const shares = { ...NOTHING_LEFT_OUT.shares };
  const whole = [...tissue.values()].reduce((sum, pixels) => sum + pixels, 0);
  for (const { place, reason } of patches) shares[reason] += (tissue.get(place) ?? 0) / whole;
  return shares;
}
