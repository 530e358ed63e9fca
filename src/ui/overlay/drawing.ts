import type { Level0Rect } from "#core/geometry.ts";
import type { CellTable } from "#pipeline/cells/cell-table.ts";
import { type CellPicker, createCellPicker } from "./cell-picker.ts";
import { type CellStates, createCellStates, type StateMarks } from "./cell-states.ts";
import { type CellTiles, tileCells } from "./cell-tiles.ts";

/** Cells made ready to be drawn, marked and picked. */
export interface CellSheet {
  readonly tiles: CellTiles;
  readonly states: CellStates;
  readonly picker: CellPicker;
}

export function createCellSheet(table: CellTable): CellSheet {
  const tiles = tileCells(table);
  return { tiles, states: createCellStates(tiles.slots), picker: createCellPicker(tiles) };
}

export interface ShownCells {
  readonly sheet: CellSheet;
  /** CSS pixels a level-0 pixel from which they are outlined, and below which not drawn; null: by size. */
  readonly outlinedFrom: number | null;
  /** The same object while they are the same. */
  readonly marks: StateMarks;
  readonly pointed: number | null;
}

/** Red, green, blue and opacity, 0..1. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number];

export type Pattern = "plain" | "dotted" | "rising" | "falling" | "lying";

/** A rectangle of the slide: framed where `inner` is given, else filled. */
export interface RectMark {
  readonly rect: Level0Rect;
  readonly colour: Colour;
  readonly pattern: Pattern;
  /** Device pixels outside of the rectangle where the frame ends and begins; below 0 it is inside. */
  readonly frame: { readonly outer: number; readonly inner: number } | null;
}

/** Values on an even grid over the slide, a colour each. */
export interface GridPicture {
  /** Rows of red, green, blue and opacity, 0..255. */
  readonly rgba: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  /** Level-0 pixels of all of it, from the slide's top left. */
  readonly width: number;
  readonly height: number;
  /** Where the opacity crosses a half, a line is drawn. */
  readonly isOutlined: boolean;
}

/** Everything that is drawn over the tissue, from the lowest to the uppermost. */
export interface Drawing {
  readonly grids: readonly GridPicture[];
  /** In groups: a group that is the same array as before is not sent again. */
  readonly marks: readonly (readonly RectMark[])[];
  readonly cells: readonly ShownCells[];
  /** Red, green, blue and opacity of each class, 0..255; a class of no opacity is hidden [256, 4]. */
  readonly palette: Uint8Array;
  /** Cells below it are not drawn, 0..1. */
  readonly leastConfidence: number;
  /** Whether cells are the paler the less sure they are. */
  readonly isFaded: boolean;
  /** Opacity of a cell's inside where there is room, 0..0.15. */
  readonly fill: number;
}

export const emptyDrawing: Drawing = {
  grids: [],
  marks: [],
  cells: [],
  palette: new Uint8Array(1024),
  leastConfidence: 0,
  isFaded: false,
  fill: 0,
};

export const isEmpty = ({ grids, marks, cells }: Drawing): boolean =>
  grids.length + cells.length === 0 && marks.every((group) => group.length === 0);
