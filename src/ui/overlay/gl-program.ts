/** A compiled pair of shaders; names of uniforms are looked up once. */
export interface GlProgram {
  use(): void;
  at(uniform: string): WebGLUniformLocation | null;
  dispose(): void;
}

export function createProgram(
  gl: WebGL2RenderingContext,
  vertex: string,
  fragment: string,
): GlProgram {
  const program = gl.createProgram();
  const shaders = [
    compiled(gl, gl.VERTEX_SHADER, vertex),
    compiled(gl, gl.FRAGMENT_SHADER, fragment),
  ];
  for (const shader of shaders) gl.attachShader(program, shader);
  gl.linkProgram(program);
  for (const shader of shaders) gl.deleteShader(shader);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`The overlay's shaders do not link: ${gl.getProgramInfoLog(program)}`);
  }
  const places = new Map<string, WebGLUniformLocation | null>();
  return {
    use: () => gl.useProgram(program),
    at: (uniform) => {
      if (!places.has(uniform)) places.set(uniform, gl.getUniformLocation(program, uniform));
      return places.get(uniform) ?? null;
    },
    dispose: () => gl.deleteProgram(program),
  };
}

function compiled(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const shader = gl.createShader(kind);
  if (shader === null) throw new Error("The graphics card gives no shader.");
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
    throw new Error(`A shader of the overlay does not compile: ${gl.getShaderInfoLog(shader)}`);
  }
  return shader;
}
