import {
  dotFragment,
  dotVertex,
  fillFragment,
  fillVertex,
  outlineFragment,
  outlineVertex,
  pointVertex,
} from "./cell-shaders.ts";
import type { Drawing } from "./drawing.ts";
import { createProgram, type GlProgram } from "./gl-program.ts";
import { type Projection, toDevice } from "./projection.ts";

export type CellProgramName = "outlines" | "fills" | "points" | "dots";
export type CellPrograms = Readonly<Record<CellProgramName, GlProgram>>;

export function createCellPrograms(gl: WebGL2RenderingContext): CellPrograms {
  return {
    outlines: createProgram(gl, outlineVertex, outlineFragment),
    fills: createProgram(gl, fillVertex, fillFragment),
    points: createProgram(gl, pointVertex, dotFragment),
    dots: createProgram(gl, dotVertex, dotFragment),
  };
}

/** Texture units of what the shaders look up. */
export const UNITS = { palette: 0, places: 1, traits: 2, states: 3, chain: 4 } as const;

/** Sets what every shader of cells is told. */
export function beginCells(
  gl: WebGL2RenderingContext,
  program: GlProgram,
  projection: Projection,
  { leastConfidence, isFaded }: Drawing,
): void {
  const { scale, right, down, size } = projection;
  program.use();
  for (const [name, unit] of Object.entries(UNITS)) gl.uniform1i(program.at(name), unit);
  gl.uniform2f(program.at("canvas"), size.width, size.height);
  const axes = [...right, ...down].map((step) => step * scale);
  gl.uniformMatrix2fv(program.at("axes"), false, axes);
  gl.uniform1f(program.at("leastConfidence"), leastConfidence);
  gl.uniform1f(program.at("faded"), isFaded ? 1 : 0);
  originAt(gl, program, projection, [0, 0]);
}

/** Places are counted from this point of the slide. */
export function originAt(
  gl: WebGL2RenderingContext,
  program: GlProgram,
  projection: Projection,
  point: readonly [x: number, y: number],
): void {
  gl.uniform2f(program.at("origin"), ...toDevice(projection, point));
}
