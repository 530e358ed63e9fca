import type { Level0Rect } from "#core/geometry.ts";
import { beginCells, type CellPrograms, originAt, UNITS } from "./cell-programs.ts";
import type { StateMarks } from "./cell-states.ts";
import { createCellTables } from "./cell-tables.ts";
import type { CellTile } from "./cell-tiles.ts";
import { densityLevel, detailFor } from "./detail.ts";
import { createDotLevels } from "./dot-levels.ts";
import type { CellSheet, Drawing, ShownCells } from "./drawing.ts";
import { cornerOf, createOutlineCache } from "./outline-tiles.ts";
import { boxInView, type Projection } from "./projection.ts";

/** The cells of a sheet on the graphics card. */
export interface CellLayer {
  draw(shown: ShownCells, projection: Projection, drawing: Drawing): void;
  dispose(): void;
}

/** Device pixels: an outline is as thin at every zoom. */
const LINE = 1.5;
/** CSS pixels across: of a dot for one cell, and the share of a cell that its point takes. */
const DOT = 1.6;
const POINT = { least: 2, share: 0.6 } as const;
const MOST_DOT = 9;

export function createCellLayer(
  gl: WebGL2RenderingContext,
  programs: CellPrograms,
  sheet: CellSheet,
): CellLayer {
  const { tiles, states } = sheet;
  let marks: StateMarks | null = null;
  const tables = createCellTables(gl, sheet);
  const outlines = createOutlineCache(gl, tiles);
  const dots = createDotLevels(gl, sheet);
  const indices = new Map(tiles.tiles.map((tile, index) => [tile, index]));

  const drawSides = (
    name: "fills" | "outlines",
    shown: readonly CellTile[],
    of: Projection,
    drawing: Drawing,
  ) => {
    const program = programs[name];
    beginCells(gl, program, of, drawing);
    gl.uniform1f(program.at("width"), LINE);
    gl.uniform1f(program.at("fill"), drawing.fill);
    // Where two sides of a fan overlap, nothing is covered twice.
    if (name === "fills") gl.blendEquation(gl.MAX);
    gl.bindVertexArray(null);
    for (const tile of shown) {
      const { chain, sides } = outlines.of(tile);
      chain.bind(UNITS.chain);
      originAt(gl, program, of, cornerOf(tile));
      gl.uniform2f(program.at("corner"), ...cornerOf(tile));
      gl.drawArrays(gl.TRIANGLES, 0, (name === "fills" ? 3 : 6) * sides);
    }
    gl.blendEquation(gl.FUNC_ADD);
  };
  const drawPoints = (shown: readonly CellTile[], projection: Projection, drawing: Drawing) => {
    const { scale, density } = projection;
    beginCells(gl, programs.points, projection, drawing);
    const across = Math.max(POINT.least * density, POINT.share * tiles.diameter * scale);
    gl.uniform1f(programs.points.at("diameter"), across);
    gl.bindVertexArray(null);
    for (const { first, end } of runsOf(shown)) gl.drawArrays(gl.POINTS, first, end - first);
  };
  const drawDots = (shown: readonly CellTile[], projection: Projection, drawing: Drawing) => {
    const { scale, density } = projection;
    const { vertices, starts } = dots.of(densityLevel(scale / density), drawing.leastConfidence);
    beginCells(gl, programs.dots, projection, drawing);
    gl.uniform1f(programs.dots.at("diameter"), DOT * density);
    gl.uniform1f(programs.dots.at("most"), MOST_DOT * density);
    gl.bindVertexArray(vertices);
    const drawn = shown.map((tile) => {
      const index = indices.get(tile) ?? 0;
      return { first: starts[index] ?? 0, end: starts[index + 1] ?? 0 };
    });
    for (const { first, end } of runsOf(drawn)) gl.drawArrays(gl.POINTS, first, end - first);
  };
  return {
    draw: (shown, projection, drawing) => {
      const detail = detailFor(tiles.diameter, shown.outlinedFrom, projection);
      if (detail === null) return;
      if (shown.marks !== marks) states.mark(shown.marks);
      marks = shown.marks;
      states.point(shown.pointed);
      tables.bind();
      const inView = tilesWithin(tiles.tiles, boxInView(projection));
      if (detail === "density") return drawDots(inView, projection, drawing);
      if (detail === "points") return drawPoints(inView, projection, drawing);
      if (detail === "fills" && drawing.fill > 0) drawSides("fills", inView, projection, drawing);
      drawSides("outlines", inView, projection, drawing);
    },
    dispose: () => {
      for (const part of [tables, outlines, dots]) part.dispose();
    },
  };
}

const tilesWithin = (tiles: readonly CellTile[], view: Level0Rect): readonly CellTile[] =>
  tiles.filter(
    ({ box: { x, y, width, height } }) =>
      x <= view.x + view.width &&
      y <= view.y + view.height &&
      x + width >= view.x &&
      y + height >= view.y,
  );

type Run = { readonly first: number; readonly end: number };

/** Neighbours in memory as one: a row of tiles is one call. */
function runsOf(parts: readonly Run[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { first, end } of parts) {
    const last = runs.at(-1);
    if (last?.end === first) runs[runs.length - 1] = { first: last.first, end };
    else runs.push({ first, end });
  }
  return runs;
}
