import { type Drawing, isEmpty } from "./drawing.ts";
import { createPainter, type Painter } from "./painter.ts";
import type { Projection } from "./projection.ts";

/** One WebGL2 layer on a canvas of its own. */
export interface Overlay {
  /** False where there is no WebGL2, or none at the moment: someone else has to draw. */
  paint(drawing: Drawing, projection: Projection): boolean;
  /** Frees everything the graphics card holds, the context too: a browser gives only about 16. */
  destroy(): void;
}

/** `onChange` is called when the graphics card is lost or there again: all is to be drawn anew. */
export function createOverlay(canvas: HTMLCanvasElement, onChange: () => void): Overlay {
  const gl = canvas.getContext("webgl2", { antialias: false });
  const ended = new AbortController();
  let painter: Painter | null = gl === null || gl.isContextLost() ? null : createPainter(gl);
  const { signal } = ended;
  /** Nothing over nothing is not drawn again: where the processor computes WebGL a frame is dear. */
  let isBlank = false;
  const lose = (event: Event): void => {
    event.preventDefault(); // else it is never given back
    painter = null;
    onChange();
  };
  const restore = (): void => {
    if (gl === null) return;
    painter = createPainter(gl);
    isBlank = false;
    onChange();
  };
  canvas.addEventListener("webglcontextlost", lose, { signal });
  canvas.addEventListener("webglcontextrestored", restore, { signal });
  return {
    paint: (drawing, projection) => {
      const { width, height } = projection.size;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      if (!(isBlank && isEmpty(drawing))) painter?.paint(drawing, projection);
      isBlank = painter !== null && isEmpty(drawing);
      return painter !== null;
    },
    destroy: () => {
      ended.abort();
      painter?.dispose();
      painter = null;
      gl?.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}
