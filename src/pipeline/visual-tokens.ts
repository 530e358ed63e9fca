import type { Manifest } from "#packs/manifest.ts";
import type { SlideAnalysis } from "./analyse-slide.ts";
import type { ChosenPatch } from "./choose-patches.ts";
import type { PatchCells, VisualTokens } from "./models.ts";

/**
 * F_WSI (paper eq. 5) as the language model takes it: regions row by row, the chosen patches of
 * each by descending relevance, each with its embedding, the CCAF token of its cells and how many
 * of each class there are.
 */
export function visualTokens(
  analysis: SlideAnalysis,
  chosen: readonly ChosenPatch[],
  cells: readonly PatchCells[],
  { cellClasses }: Pick<Manifest, "cellClasses">,
): VisualTokens {
  return {
    slide: analysis.slide,
    regions: analysis.regions.map(({ embedding, embeddings, region: { patches } }, index) => ({
      embedding,
      patches: chosen.flatMap(({ region, patch, id }, place) => {
        const found = cells[place];
        if (region !== index || found === undefined) return [];
        const width = embeddings.length / patches.length;
        const own = embeddings.slice(patch * width, (patch + 1) * width);
        const counts = cellClasses.map((_, at) => countOf(found, at));
        return [{ id, patch: own, cell: found.token, counts }];
      }),
    })),
  };
}

function countOf({ cells }: PatchCells, cellClass: number): number {
  return cells.filter((cell) => cell.cellClass === cellClass).length;
}
