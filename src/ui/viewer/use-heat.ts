import { useMemo } from "react";
import type { Level0Rect } from "#core/geometry.ts";
import type { PatchMap } from "#pipeline/map-patches.ts";
import type { CellsSource } from "#stores/cells-store.ts";
import type { HeatScore } from "#stores/overlay-store.ts";
import { scaleOf } from "#stores/slide-store.ts";
import type { GridPicture } from "#ui/overlay/drawing.ts";
import {
  countByPatch,
  densityScores,
  heatPicture,
  type PatchScores,
  relevanceScores,
  shareScores,
} from "#ui/overlay/heat.ts";
import { useCells, useOverlay, useRuntime, useSlide } from "#ui/session/room.tsx";
import { usePatchMap } from "./use-patch-map.ts";

export interface Heat {
  readonly score: HeatScore;
  readonly scores: PatchScores;
  readonly picture: GridPicture;
}

/** The heat map that is chosen; null where none is, or what it shows is not known yet. */
export function useHeat(): Heat | null {
  const score = useOverlay((store) => store.heat);
  const map = usePatchMap();
  const counts = useCounts(map, score !== null && score.kind !== "relevance");
  const micronsPerPixel = useSlide(scaleOf);
  return useMemo(() => {
    if (score === null || map === null) return null;
    const scores = scoresOf(score, map, counts, micronsPerPixel);
    const picture = scores && heatPicture(map, scores);
    return scores && picture && { score, scores, picture };
  }, [score, map, counts, micronsPerPixel]);
}

function scoresOf(
  score: HeatScore,
  { side, relevance }: PatchMap,
  counts: ReturnType<typeof useCounts>,
  micronsPerPixel: number | null,
): PatchScores | null {
  if (score.kind === "relevance") return relevance && relevanceScores(relevance);
  if (counts === null || micronsPerPixel === null) return null;
  if (score.kind === "share") return shareScores(counts, score.cellClass);
  return densityScores(counts, ((side * micronsPerPixel) / 1000) ** 2);
}

/** Cells of every patch, once they are wanted and known. */
function useCounts(map: PatchMap | null, isWanted: boolean) {
  const table = useCells((store) => store.table);
  const source = useCells((store) => store.source);
  const classes = useRuntime((store) => store.manifest?.cellClasses.length ?? 0);
  return useMemo(
    () =>
      isWanted && map !== null && table !== null
        ? countByPatch(map, { table, classes, searched: searchedBy(source) })
        : null,
    [isWanted, map, table, source, classes],
  );
}

/** Where no cell is, there may be none, or none was looked for: only a finished search tells. */
const searchedBy = (source: CellsSource | null): readonly Level0Rect[] =>
  source?.kind === "segmented" ? source.searched : [];
