import type { Level0Point } from "#core/geometry.ts";
import type { PickedCell } from "#stores/overlay-store.ts";
import { detailFor } from "#ui/overlay/detail.ts";
import type { Stores } from "#ui/session/stores.ts";
import type { EvidenceOverlay } from "./evidence-overlay.ts";

/** The cell drawn under a point of the slide; null where none is outlined. */
export function cellUnder(
  overlay: EvidenceOverlay | null,
  point: Level0Point | null,
): PickedCell | null {
  const projection = overlay?.projection() ?? null;
  if (overlay === null || projection === null || point === null) return null;
  const { cells, palette, leastConfidence } = overlay.shown().drawing;
  for (const { sheet, outlinedFrom } of cells.toReversed()) {
    const { table, diameter } = sheet.tiles;
    const detail = detailFor(diameter, outlinedFrom, projection);
    if (detail !== "outlines" && detail !== "fills") continue;
    const isShown = (cell: number): boolean =>
      palette[4 * (table.classes[cell] ?? 0) + 3] !== 0 &&
      (table.confidences[cell] ?? 0) >= leastConfidence;
    const cell = sheet.picker.cellAt(point, isShown);
    if (cell !== null) return { table, cell };
  }
  return null;
}

/** Lights the cell; the store is told only of another one, for the pointer moves without end. */
export function pointAtCell({ overlay }: Stores, cell: PickedCell | null): void {
  const { pointed, cellPointed } = overlay.getState();
  if (pointed?.cell !== cell?.cell || pointed?.table !== cell?.table) cellPointed(cell);
}
