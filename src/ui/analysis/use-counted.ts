import { useMemo } from "react";
import type { Level0Area } from "#core/area.ts";
import type { Manifest } from "#packs/manifest.ts";
import { cellsWithin, countsByClass } from "#pipeline/cells/cell-summary.ts";
import { pixelsOf, pixelsWithin } from "#pipeline/cells/searched.ts";
import type { CellsOfSlide, CellsSource } from "#stores/cells-store.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { useCellClasses } from "#ui/evidence/use-cell-classes.ts";
import { useCells, useSlide } from "#ui/session/room.tsx";

/** The cells of an area, counted. */
export interface Counted extends CellsOfSlide {
  /** Their places in the table. */
  readonly chosen: Uint32Array;
  readonly classes: readonly Pick<Manifest["cellClasses"][number], "name" | "colour">[];
  /** Cells of each class. */
  readonly counts: readonly number[];
  /** Area in which cells were looked for; null where nobody knows it. */
  readonly squareMicrons: number | null;
}

/** Null while no cells are ready. */
export function useCounted(area: Level0Area | null): Counted | null {
  const table = useCells((store) => (store.state.kind === "ready" ? store.table : null));
  const columns = useCells((store) => store.columns);
  const source = useCells((store) => store.source);
  const slide = useSlide(openSlideOf);
  const ours = useCellClasses();
  const micronsPerPixel = slide?.description.micronsPerPixel ?? null;
  const chosen = useMemo(() => (table === null ? null : cellsWithin(table, area)), [table, area]);
  return useMemo(() => {
    if (table === null || source === null || chosen === null) return null;
    const classes = classesOf(source) ?? ours;
    const pixels = searchedPixels(source, area);
    const squareMicrons =
      pixels === null || micronsPerPixel === null ? null : pixels * micronsPerPixel ** 2;
    const counts = countsByClass(table, chosen, classes.length);
    return { table, columns, source, chosen, classes, counts, squareMicrons };
  }, [table, columns, source, chosen, ours, area, micronsPerPixel]);
}

/** Classes that a file brought; null where they are the pack's. */
export function classesOf(source: CellsSource): Counted["classes"] | null {
  return source.kind === "imported" ? (source.classes ?? null) : null;
}

/** Of imported cells all that lies in the area is taken as searched; of a whole slide it is not known. */
function searchedPixels(source: CellsSource, area: Level0Area | null): number | null {
  if (source.kind === "segmented") {
    return area === null ? pixelsOf(source.searched) : pixelsWithin(area, source.searched);
  }
  if (area === null) return null;
  return pixelsWithin(area, [{ x: -1e9, y: -1e9, width: 2e9, height: 2e9 }]);
}
