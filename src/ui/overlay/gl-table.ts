/** Cells in a row of a table; every WebGL2 has textures of this width. */
export const TABLE_WIDTH = 2048;

export type TableFormat = "places" | "traits" | "states" | "chain";

/** One value for each slot, as a texture that a vertex shader looks up by the slot's number. */
export interface GlTable {
  bind(unit: number): void;
  /** Gives the slots `first` to `end` - 1 of `all` anew in one call, and the rest of their rows. */
  replace(first: number, end: number, all: Uint8Array): void;
  dispose(): void;
}

export function createTable(
  gl: WebGL2RenderingContext,
  format: TableFormat,
  values: Float32Array | Uint8Array,
): GlTable {
  const texture = gl.createTexture();
  const { stored, given, type, parts } = formats(gl)[format];
  const rows = Math.max(1, Math.ceil(values.length / parts / TABLE_WIDTH));
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
    gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST);
  }
  const whole = padded(values, rows * TABLE_WIDTH * parts);
  gl.texImage2D(gl.TEXTURE_2D, 0, stored, TABLE_WIDTH, rows, 0, given, type, whole);
  return {
    bind: (unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
    },
    replace: (first, end, all) => {
      const [top, bottom] = [Math.floor(first / TABLE_WIDTH), Math.ceil(end / TABLE_WIDTH)];
      const [from, to] = [top, bottom].map((row) => row * TABLE_WIDTH * parts) as [number, number];
      const part = padded(all.subarray(from, to), to - from);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, top, TABLE_WIDTH, bottom - top, given, type, part);
    },
    dispose: () => gl.deleteTexture(texture),
  };
}

function formats(gl: WebGL2RenderingContext) {
  const { RG_INTEGER: given, UNSIGNED_BYTE: type } = gl;
  return {
    places: { stored: gl.RG32F, given: gl.RG, type: gl.FLOAT, parts: 2 },
    chain: { stored: gl.RGB32F, given: gl.RGB, type: gl.FLOAT, parts: 3 },
    traits: { stored: gl.RG8UI, given, type, parts: 2 },
    states: { stored: gl.R8UI, given: gl.RED_INTEGER, type, parts: 1 },
  } as const;
}

/** The values with zeros behind them, so that they fill whole rows. */
function padded<Values extends Float32Array | Uint8Array>(values: Values, length: number): Values {
  if (values.length === length) return values;
  const whole = values instanceof Float32Array ? new Float32Array(length) : new Uint8Array(length);
  whole.set(values);
  return whole as Values;
}
