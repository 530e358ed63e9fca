import type { Pattern, RectMark } from "./drawing.ts";
import { createProgram, type GlProgram } from "./gl-program.ts";
import { HATCH } from "./hatch.ts";
import { isUpright, type Projection, toDevice } from "./projection.ts";
import { rectFragment, rectVertex } from "./rect-shaders.ts";

/** Rectangles on the graphics card: each group is sent once and drawn in one call, in its order. */
export interface RectLayer {
  draw(groups: readonly (readonly RectMark[])[], projection: Projection): void;
  dispose(): void;
}

const PATTERNS: readonly Pattern[] = ["plain", "dotted", "rising", "falling", "lying"];

/** Floats of a rectangle: place 4, extent 2, frame 2, tint 4, kind 1. */
const ATTRIBUTES = [4, 2, 2, 4, 1] as const;
const FLOATS = 13;
/** Stands for the inner edge of a rectangle that is filled. */
const FILLED = -2e9;

interface Group {
  readonly vertices: WebGLVertexArrayObject;
  readonly buffer: WebGLBuffer;
}

export function createRectLayer(gl: WebGL2RenderingContext): RectLayer {
  const program = createProgram(gl, rectVertex, rectFragment);
  const kept = new Map<readonly RectMark[], Group>();
  const dropOthers = (groups: readonly (readonly RectMark[])[]): void => {
    for (const [marks, { vertices, buffer }] of kept) {
      if (groups.includes(marks)) continue;
      gl.deleteVertexArray(vertices);
      gl.deleteBuffer(buffer);
      kept.delete(marks);
    }
  };
  return {
    draw: (groups, projection) => {
      dropOthers(groups);
      program.use();
      tell(gl, program, projection);
      for (const marks of groups) {
        if (marks.length === 0) continue;
        const group = kept.get(marks) ?? send(gl, marks);
        kept.set(marks, group);
        gl.bindVertexArray(group.vertices);
        gl.drawArraysInstanced(gl.TRIANGLES, 0, 24, marks.length);
      }
    },
    dispose: () => {
      dropOthers([]);
      program.dispose();
    },
  };
}

function send(gl: WebGL2RenderingContext, marks: readonly RectMark[]): Group {
  const [vertices, buffer] = [gl.createVertexArray(), gl.createBuffer()];
  gl.bindVertexArray(vertices);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, packed(marks), gl.STATIC_DRAW);
  let offset = 0;
  for (const [location, parts] of ATTRIBUTES.entries()) {
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, parts, gl.FLOAT, false, 4 * FLOATS, 4 * offset);
    gl.vertexAttribDivisor(location, 1);
    offset += parts;
  }
  return { vertices, buffer };
}

function tell(gl: WebGL2RenderingContext, program: GlProgram, projection: Projection): void {
  const { size, centre, middle, right, down, scale, density } = projection;
  const pitch = Math.round(HATCH.spacing * density);
  const [anchorX, anchorY] = toDevice(projection, [0, 0]);
  gl.uniform2f(program.at("canvas"), size.width, size.height);
  gl.uniform4f(program.at("centre"), ...splitPoint(...centre));
  gl.uniform2f(program.at("middle"), ...middle);
  gl.uniform2f(program.at("right"), ...right);
  gl.uniform2f(program.at("down"), ...down);
  gl.uniform1f(program.at("scale"), scale);
  gl.uniform1f(program.at("density"), density);
  gl.uniform1i(program.at("isUpright"), isUpright(projection) ? 1 : 0);
  gl.uniform2f(program.at("anchor"), anchorX % pitch, anchorY % pitch);
}

function packed(marks: readonly RectMark[]): Float32Array {
  const floats = new Float32Array(FLOATS * marks.length);
  for (const [index, { rect, frame, colour, pattern }] of marks.entries()) {
    const edges = frame === null ? [0, FILLED] : [frame.outer, frame.inner];
    const place = splitPoint(rect.x, rect.y);
    const kind = PATTERNS.indexOf(pattern);
    floats.set([...place, rect.width, rect.height, ...edges, ...colour, kind], FLOATS * index);
  }
  return floats;
}

/** A point in twice as many floats: what one of them cannot hold stands in the other. */
function splitPoint(x: number, y: number): [number, number, number, number] {
  return [Math.fround(x), Math.fround(y), x - Math.fround(x), y - Math.fround(y)];
}
