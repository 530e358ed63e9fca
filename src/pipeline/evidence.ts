import type { Level0Rect } from "#core/geometry.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { SlideAnalysis } from "./analyse-slide.ts";
import type { EvidenceCell, EvidencePatch } from "./answer.ts";
import type { ChosenPatch } from "./choose-patches.ts";
import { nearestRow } from "./filter/relevance.ts";
import type { PatchCells, SegmentedCell } from "./models.ts";

/** What a person can check of the chosen patches: where they are, their cells, what they are like. */
export function evidenceOf(
  analysis: SlideAnalysis,
  chosen: readonly ChosenPatch[],
  cells: readonly PatchCells[],
  { manifest, bank }: { readonly manifest: Manifest; readonly bank: Float32Array },
): EvidencePatch[] {
  const width = manifest.dimensions.patch;
  return chosen.flatMap(({ id, place, relevance, region, patch }, index) => {
    const within = analysis.regions[region];
    if (within === undefined) return [];
    const found = (cells[index]?.cells ?? []).map((cell) =>
      onSlide(cell, place.rect, manifest.patchPixels),
    );
    const nearest = nearestRow(bank, within.embeddings, width, patch * width);
    return [
      {
        id,
        rect: place.rect,
        region: [within.region.column, within.region.row],
        relevance,
        nearestKeyword: manifest.keywords[nearest] ?? "",
        cells: found,
        counts: manifest.cellClasses.map(
          (_, cellClass) => found.filter((cell) => cell.cellClass === cellClass).length,
        ),
      },
    ];
  });
}

/** From pixels of a patch to level-0 pixels of the slide. */
function onSlide(cell: SegmentedCell, patch: Level0Rect, patchPixels: number): EvidenceCell {
  const scale = patch.width / patchPixels;
  const outline = cell.outline.map(
    (value, index) => (index % 2 === 0 ? patch.x : patch.y) + value * scale,
  );
  return {
    centre: [patch.x + cell.centre[0] * scale, patch.y + cell.centre[1] * scale],
    cellClass: cell.cellClass,
    confidence: cell.confidence,
    outline,
  };
}
