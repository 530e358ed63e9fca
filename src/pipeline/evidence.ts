import type { Manifest } from "#packs/manifest.ts";
import type { SlideAnalysis } from "./analyse-slide.ts";
import type { EvidencePatch } from "./answer.ts";
import type { ChosenPatch } from "./choose-patches.ts";
import { nearestRow } from "./filter/relevance.ts";
import type { PatchCells } from "./models.ts";
import { cellOnSlide } from "./on-slide.ts";

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
      cellOnSlide(cell, place.rect, manifest),
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
