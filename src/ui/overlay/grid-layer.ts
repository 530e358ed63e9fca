import type { GridPicture } from "./drawing.ts";
import { createProgram } from "./gl-program.ts";
import type { Projection } from "./projection.ts";

/** Pictures over the slide on the graphics card: heat maps and masks. */
export interface GridLayer {
  draw(grids: readonly GridPicture[], projection: Projection): void;
  dispose(): void;
}

/** One triangle over the canvas: each pixel asks where on the slide it is. */
const vertex = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

const fragment = `#version 300 es
precision highp float;
uniform sampler2D grid;
uniform vec2 canvas;
uniform vec2 middle;
uniform vec2 centre; // 0..1 of the picture
uniform mat2 step_; // of the picture for a device pixel
uniform bool isOutlined;
uniform float density;
out vec4 painted;
void main() {
  vec2 device = vec2(gl_FragCoord.x, canvas.y - gl_FragCoord.y) - middle;
  vec2 at = centre + step_ * device;
  vec4 colour = texture(grid, at);
  float change = fwidth(colour.a);
  bool isOff = at.x < 0.0 || at.y < 0.0 || at.x > 1.0 || at.y > 1.0;
  float opacity = colour.a;
  if (isOutlined) {
    float line = 1.0 - clamp(abs(colour.a - 0.5) / max(change, 1e-5) - 0.25 * density, 0.0, 1.0);
    opacity = max(line * 0.9, colour.a > 0.5 ? 0.08 : 0.0);
  }
  painted = isOff ? vec4(0.0) : vec4(colour.rgb * opacity, opacity);
}`;

export function createGridLayer(gl: WebGL2RenderingContext): GridLayer {
  const program = createProgram(gl, vertex, fragment);
  const textures = new Map<GridPicture, WebGLTexture>();
  const dropOthers = (grids: readonly GridPicture[]): void => {
    for (const [picture, texture] of textures) {
      if (grids.includes(picture)) continue;
      gl.deleteTexture(texture);
      textures.delete(picture);
    }
  };
  return {
    draw: (grids, { size, centre, middle, right, down, scale, density }) => {
      dropOthers(grids);
      for (const picture of grids) {
        const texture = textures.get(picture) ?? uploaded(gl, picture);
        textures.set(picture, texture);
        program.use();
        gl.activeTexture(gl.TEXTURE0);
        gl.bindTexture(gl.TEXTURE_2D, texture);
        gl.bindVertexArray(null);
        const { width, height } = picture;
        gl.uniform1i(program.at("grid"), 0);
        gl.uniform2f(program.at("canvas"), size.width, size.height);
        gl.uniform2f(program.at("middle"), ...middle);
        gl.uniform2f(program.at("centre"), centre[0] / width, centre[1] / height);
        // The inverse of a turn is its transpose: a device pixel right, then one down.
        const [across, along] = [1 / (scale * width), 1 / (scale * height)];
        const step = [right[0] * across, down[0] * along, right[1] * across, down[1] * along];
        gl.uniformMatrix2fv(program.at("step_"), false, step);
        gl.uniform1i(program.at("isOutlined"), picture.isOutlined ? 1 : 0);
        gl.uniform1f(program.at("density"), density);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      }
    },
    dispose: () => {
      dropOthers([]);
      program.dispose();
    },
  };
}

function uploaded(gl: WebGL2RenderingContext, picture: GridPicture): WebGLTexture {
  const { columns, rows, rgba, isOutlined } = picture;
  const texture = gl.createTexture();
  const filter = isOutlined ? gl.LINEAR : gl.NEAREST;
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
    gl.texParameteri(gl.TEXTURE_2D, name, filter);
  }
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
    gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
  }
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, columns, rows, 0, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
  return texture;
}
