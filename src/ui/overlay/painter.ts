import { type CellLayer, createCellLayer } from "./cell-layer.ts";
import { createCellPrograms, UNITS } from "./cell-programs.ts";
import type { CellSheet, Drawing } from "./drawing.ts";
import { createGridLayer } from "./grid-layer.ts";
import type { Projection } from "./projection.ts";
import { createRectLayer } from "./rect-layer.ts";

/** Draws with one WebGL2 context; what a drawing still holds from the last time is not sent again. */
export interface Painter {
  paint(drawing: Drawing, projection: Projection): void;
  dispose(): void;
}

export function createPainter(gl: WebGL2RenderingContext): Painter {
  const [programs, grids, rects] = [
    createCellPrograms(gl),
    createGridLayer(gl),
    createRectLayer(gl),
  ];
  const layers = new Map<CellSheet, CellLayer>();
  const palette = createPalette(gl);
  const layerOf = (sheet: CellSheet): CellLayer => {
    const layer = layers.get(sheet) ?? createCellLayer(gl, programs, sheet);
    layers.set(sheet, layer);
    return layer;
  };
  const dropOthers = (drawn: ReadonlySet<CellSheet>): void => {
    for (const [sheet, layer] of layers) {
      if (drawn.has(sheet)) continue;
      layer.dispose();
      layers.delete(sheet);
    }
  };
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  return {
    paint: (drawing, projection) => {
      gl.viewport(0, 0, projection.size.width, projection.size.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      grids.draw(drawing.grids, projection);
      rects.draw(drawing.marks, projection);
      dropOthers(new Set(drawing.cells.map(({ sheet }) => sheet)));
      const drawn = drawing.cells.map((shown) => ({ shown, layer: layerOf(shown.sheet) }));
      palette.bind(drawing.palette); // after new layers, which bind textures of their own
      for (const { shown, layer } of drawn) layer.draw(shown, projection, drawing);
    },
    dispose: () => {
      dropOthers(new Set());
      for (const program of Object.values(programs)) program.dispose();
      for (const part of [grids, rects, palette]) part.dispose();
    },
  };
}

/** The colours of classes as a row of 256 pixels. */
function createPalette(gl: WebGL2RenderingContext) {
  const texture = gl.createTexture();
  let given: Uint8Array | null = null;
  return {
    bind: (colours: Uint8Array): void => {
      gl.activeTexture(gl.TEXTURE0 + UNITS.palette);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      if (given === colours) return;
      given = colours;
      for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
        gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST);
      }
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, colours);
    },
    dispose: () => gl.deleteTexture(texture),
  };
}
