let known: boolean | null = null;

/** Whether this browser gives a WebGL2 context; tried once, and the try is given back. */
export function hasWebGl2(): boolean {
  if (known !== null) return known;
  const gl = document.createElement("canvas").getContext("webgl2");
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  known = gl !== null;
  return known;
}
