/**
 * JSON of what is kept, with arrays of 32-bit floats in it (outlines) as `{"float32": [...]}`: every
 * float is a double that is written and read without loss.
 */
export function keptJson(value: unknown): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify(value, (_, part: unknown) =>
    part instanceof Float32Array ? { float32: [...part] } : part,
  );
  return Uint8Array.from(new TextEncoder().encode(text));
}

/** Throws SyntaxError. */
export function parseKeptJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes), (_, part: unknown) =>
    isFloats(part) ? Float32Array.from(part.float32) : part,
  );
}

function isFloats(part: unknown): part is { readonly float32: readonly number[] } {
  if (typeof part !== "object" || part === null || !("float32" in part)) return false;
  return Array.isArray(part.float32) && Object.keys(part).length === 1;
}
