import { type DensityDots, type DotGroups, densityDots, groupCells } from "./density-dots.ts";
import type { CellSheet } from "./drawing.ts";

/** The dots of one level on the graphics card. */
export interface DotLevel {
  readonly vertices: WebGLVertexArrayObject;
  readonly starts: Uint32Array;
}

/** Dots of a sheet: grouped when a level is first looked at, counted anew when its cells change. */
export interface DotLevels {
  of(level: number, leastConfidence: number): DotLevel;
  dispose(): void;
}

/** Levels kept at a time: the one looked at and its neighbours. */
const MOST_LEVELS = 4;

interface KeptLevel extends DotLevel {
  readonly stamp: string;
  readonly groups: DotGroups;
  readonly buffers: readonly WebGLBuffer[];
}

export function createDotLevels(gl: WebGL2RenderingContext, sheet: CellSheet): DotLevels {
  const kept = new Map<number, KeptLevel>();
  const drop = (level: number): void => {
    const gone = kept.get(level);
    if (gone === undefined) return;
    gl.deleteVertexArray(gone.vertices);
    for (const buffer of gone.buffers) gl.deleteBuffer(buffer);
    kept.delete(level);
  };
  return {
    of: (level, leastConfidence) => {
      const stamp = `${sheet.states.version()} ${leastConfidence}`;
      const known = kept.get(level);
      if (known?.stamp === stamp) return known;
      drop(level);
      const groups = known?.groups ?? groupCells(sheet.tiles, level);
      const rules = { leastConfidence, states: sheet.states.bytes };
      const made = { ...uploadDots(gl, densityDots(sheet.tiles, groups, rules)), groups, stamp };
      kept.set(level, made);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_LEVELS) break;
        drop(oldest);
      }
      return made;
    },
    dispose: () => {
      for (const level of [...kept.keys()]) drop(level);
    },
  };
}

function uploadDots(gl: WebGL2RenderingContext, { places, kinds, starts }: DensityDots) {
  const vertices = gl.createVertexArray();
  gl.bindVertexArray(vertices);
  const buffers = [places, kinds].map((values) => {
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    if (values === places) gl.vertexAttribPointer(0, 3, gl.FLOAT, false, 0, 0);
    else gl.vertexAttribIPointer(1, 2, gl.UNSIGNED_BYTE, 0, 0);
    return buffer;
  });
  gl.enableVertexAttribArray(0);
  gl.enableVertexAttribArray(1);
  gl.bindVertexArray(null);
  return { vertices, buffers, starts };
}
