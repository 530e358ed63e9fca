import { useMemo } from "react";
import type { OpenSlide } from "#engine/engine.ts";
import { type CellTable, tableOf } from "#pipeline/cells/cell-table.ts";
import type { PickedCell } from "#stores/overlay-store.ts";
import { CELLS_FROM, coloured } from "#ui/evidence/patch-looks.ts";
import type { Scene, ScenePatch } from "#ui/evidence/scene.ts";
import { frameMarks, hatchMarks } from "#ui/evidence/scene-marks.ts";
import { useCellClasses } from "#ui/evidence/use-cell-classes.ts";
import {
  createCellSheet,
  type GridPicture,
  type RectMark,
  type ShownCells,
} from "#ui/overlay/drawing.ts";
import { redundantMarks, regionMarks } from "#ui/overlay/patch-layers.ts";
import { useCells, useOverlay, useView } from "#ui/session/room.tsx";
import type { Shown } from "./evidence-overlay.ts";
import type { Heat } from "./use-heat.ts";
import { usePatchMap } from "./use-patch-map.ts";
import { useTissue } from "./use-tissue.ts";

/** Opacity of a cell's inside where it is filled: nothing is covered more. */
const FILL = 0.15;
const noMarks: readonly RectMark[] = [];
const noPatches: readonly ScenePatch[] = [];

/** All that is drawn over the tissue now; each part is made anew only when what it shows changes. */
export function useShown(slide: OpenSlide, scene: Scene | null, heat: Heat | null): Shown {
  const isHidden = useView((store) => store.overlaysHidden);
  const look = useLook();
  const classes = useCellClasses();
  const classColours = useMemo(() => classes.map(({ colour }) => colour), [classes]);
  const hiddenClasses = useView((store) => store.hiddenClasses);
  const opacity = useOverlay((store) => store.opacity);
  const grids = useGrids(slide, heat?.picture ?? null);
  const marks = useMarks(scene);
  const cells = useShownCells(scene);
  const palette = useMemo(
    () => paletteOf(classColours, hiddenClasses),
    [classColours, hiddenClasses],
  );
  return useMemo(() => {
    const layers = isHidden ? { grids: [], marks: [], cells: [] } : { grids, marks, cells };
    return { scene, classColours, opacity, drawing: { ...layers, palette, ...look } };
  }, [isHidden, scene, classColours, opacity, grids, marks, cells, palette, look]);
}

function useLook() {
  const leastConfidence = useOverlay((store) => store.leastConfidence);
  const isFaded = useOverlay((store) => store.isFaded);
  const isFilled = useOverlay((store) => store.isFilled);
  return useMemo(
    () => ({ leastConfidence, isFaded, fill: isFilled ? FILL : 0 }),
    [leastConfidence, isFaded, isFilled],
  );
}

function useGrids(slide: OpenSlide, heat: GridPicture | null) {
  const tissue = useTissue(slide);
  return useMemo(() => [heat, tissue].filter((picture) => picture !== null), [heat, tissue]);
}

/** From the lowest: what is not analysed, regions, redundant patches, the evidence's frames. */
function useMarks(scene: Scene | null): readonly (readonly RectMark[])[] {
  const map = usePatchMap();
  const shown = useOverlay((store) => store.shown);
  const leftOut = scene?.leftOut;
  const patches = scene?.patches;
  const hatches = useMemo(() => hatchMarks(leftOut ?? []), [leftOut]);
  const frames = useMemo(() => frameMarks(patches ?? []), [patches]);
  const hasRegions = shown.has("regions");
  const hasRedundant = shown.has("redundant");
  const regions = useMemo(
    () => (hasRegions && map ? regionMarks(map) : noMarks),
    [hasRegions, map],
  );
  const redundant = useMemo(
    () => (hasRedundant && map ? redundantMarks(map) : noMarks),
    [hasRedundant, map],
  );
  return useMemo(
    () => [hatches, regions, redundant, frames],
    [hatches, regions, redundant, frames],
  );
}

/** The cells of the slide when asked for, else those of the patches being explained. */
function useShownCells(scene: Scene | null): readonly ShownCells[] {
  const all = useAllCells();
  const evidence = useEvidenceCells(scene);
  const { sheet, outlinedFrom } = all ?? evidence;
  const { table } = sheet.tiles;
  const highlighted = useCells((store) => (store.table === table ? store.highlight?.mask : null));
  const selected = useOverlay((store) => pickedOf(store.selected, table));
  const pointed = useOverlay((store) => pickedOf(store.pointed, table));
  const marks = useMemo(
    () => ({ highlighted: highlighted ?? null, selected }),
    [highlighted, selected],
  );
  return useMemo(
    () => [{ sheet, outlinedFrom, marks, pointed }],
    [sheet, outlinedFrom, marks, pointed],
  );
}

const pickedOf = (picked: PickedCell | null, table: CellTable): number | null =>
  picked?.table === table ? picked.cell : null;

type Sheet = Pick<ShownCells, "sheet" | "outlinedFrom">;

function useEvidenceCells(scene: Scene | null): Sheet {
  const patches = scene?.showsCells ? scene.patches : noPatches;
  const explained = patches.filter(({ isExplained }) => isExplained).map(({ patch }) => patch);
  const key = explained.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: patches are of one turn, and named by their ids
  return useMemo(() => {
    const sheet = createCellSheet(tableOf(explained.flatMap((patch) => patch.cells)));
    return { sheet, outlinedFrom: CELLS_FROM / (explained[0]?.rect.width ?? 1) };
  }, [scene?.turnId, key]);
}

function useAllCells(): Sheet | null {
  const isShown = useOverlay(({ shown }) => shown.has("allCells"));
  const table = useCells((store) => store.table);
  return useMemo(
    () =>
      isShown && table !== null ? { sheet: createCellSheet(table), outlinedFrom: null } : null,
    [isShown, table],
  );
}

function paletteOf(colours: readonly string[], hidden: ReadonlySet<number>): Uint8Array {
  const palette = new Uint8Array(4 * 256);
  for (const [cellClass, hex] of colours.slice(0, 256).entries()) {
    const [red, green, blue] = coloured(hex);
    const parts = [red, green, blue, hidden.has(cellClass) ? 0 : 1].map((part) => 255 * part);
    palette.set(parts, 4 * cellClass);
  }
  return palette;
}
