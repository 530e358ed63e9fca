/** What browsers call a WebGL that the processor computes. */
const software = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * OpenSeadragon's drawer: its own choice on a graphics card, the 2D canvas where WebGL is computed
 * by the processor: there every frame of WebGL is also read back and copied.
 */
export const drawerFor = (renderer: string): "auto" | "canvas" =>
  software.test(renderer) ? "canvas" : "auto";

let known: string | null = null;

/** The name of what draws WebGL; "" where it is not told. Asked once. */
export function rendererName(): string {
  known ??= askedName();
  return known;
}

function askedName(): string {
  const gl = document.createElement("canvas").getContext("webgl2");
  const told = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = gl && told ? String(gl.getParameter(told.UNMASKED_RENDERER_WEBGL)) : "";
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return name;
}
