import type { Level0Rect } from "#core/geometry.ts";
import type { PatchMap } from "#pipeline/map-patches.ts";
import type { RectMark } from "./drawing.ts";

/** The patches that repeat their region, dotted. */
export function redundantMarks({ side, places, redundant }: PatchMap): readonly RectMark[] {
  const marks: RectMark[] = [];
  for (const [patch, isRedundant] of redundant.entries()) {
    if (isRedundant !== 1) continue;
    marks.push({
      rect: squareAt(places[2 * patch] ?? 0, places[2 * patch + 1] ?? 0, side),
      colour: [0.29, 0.235, 0.431, 0.9],
      pattern: "dotted",
      frame: { outer: 0, inner: -1 },
    });
  }
  return marks;
}

/** The regions that hold analysed patches. */
export function regionMarks({ side, regionPatches, places }: PatchMap): readonly RectMark[] {
  const regions = new Map<string, Level0Rect>();
  for (let at = 0; at < places.length; at += 2) {
    const column = Math.floor((places[at] ?? 0) / regionPatches);
    const row = Math.floor((places[at + 1] ?? 0) / regionPatches);
    regions.set(`${column},${row}`, squareAt(column, row, side * regionPatches));
  }
  return [...regions.values()].flatMap((rect): RectMark[] => [
    { rect, colour: [1, 1, 1, 0.6], pattern: "plain", frame: { outer: 2, inner: -2 } },
    { rect, colour: [0.09, 0.09, 0.11, 0.75], pattern: "plain", frame: { outer: 1, inner: -1 } },
  ]);
}

const squareAt = (column: number, row: number, side: number): Level0Rect => ({
  x: column * side,
  y: row * side,
  width: side,
  height: side,
});
