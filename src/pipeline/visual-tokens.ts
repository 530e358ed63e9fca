import type { SlideAnalysis } from "./analyse-slide.ts";
import type { ChosenPatch } from "./choose-patches.ts";
import type { PatchCells, VisualTokens } from "./models.ts";

/**
 * F_WSI (paper eq. 5) as the language model takes it: regions row by row, the chosen patches of
 * each by descending relevance, each with its embedding and the CCAF token of its cells.
 */
export function visualTokens(
  analysis: SlideAnalysis,
  chosen: readonly ChosenPatch[],
  cells: readonly PatchCells[],
): VisualTokens {
  return {
    slide: analysis.slide,
    regions: analysis.regions.map(({ embedding, embeddings, region: { patches } }, index) => ({
      embedding,
      patches: chosen.flatMap(({ region, patch, id }, place) => {
        const token = cells[place]?.token;
        if (region !== index || token === undefined) return [];
        const width = embeddings.length / patches.length;
        return [{ id, patch: embeddings.slice(patch * width, (patch + 1) * width), cell: token }];
      }),
    })),
  };
}
