import type { Level0Rect } from "#core/geometry.ts";
import type { EvidenceCell } from "./answer.ts";
import type { PatchGrid } from "./decompose.ts";
import type { SegmentedCell } from "./models.ts";

/** A cell from pixels of a patch to level-0 pixels of the slide. */
export function cellOnSlide(cell: SegmentedCell, patch: Level0Rect, grid: PatchGrid): EvidenceCell {
  const scale = patch.width / grid.patchPixels;
  const outline = cell.outline.map(
    (value, index) => (index % 2 === 0 ? patch.x : patch.y) + value * scale,
  );
  return {
    centre: [patch.x + cell.centre[0] * scale, patch.y + cell.centre[1] * scale],
    cellClass: cell.cellClass,
    confidence: cell.confidence,
    squareMicrons: cell.areaPixels * grid.micronsPerPixel ** 2,
    stains: cell.stains,
    outline,
  };
}
