import type OpenSeadragon from "openseadragon";

/**
 * The tissue as lit and every canvas over it, drawn into one. It is read in the frame that drew it:
 * a WebGL canvas is empty afterwards.
 */
export function captured(viewer: OpenSeadragon.Viewer): Promise<HTMLCanvasElement> {
  return new Promise((resolve) => {
    const last = -1; // The lowest priority: every overlay has drawn this frame before.
    viewer.addOnceHandler("update-viewport", () => resolve(flattened(viewer)), {}, 1, last);
    viewer.forceRedraw();
  });
}

function flattened({ canvas: stage }: OpenSeadragon.Viewer): HTMLCanvasElement {
  const picture = document.createElement("canvas");
  const { width, height } = stage.getBoundingClientRect();
  picture.width = Math.round(width * devicePixelRatio);
  picture.height = Math.round(height * devicePixelRatio);
  const context = picture.getContext("2d");
  if (context === null) return picture;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const canvas of stage.querySelectorAll("canvas")) {
    if (canvas.width === 0 || canvas.height === 0) continue;
    context.filter = canvas.style.filter || "none";
    context.globalAlpha = Number(canvas.style.opacity || 1);
    context.drawImage(canvas, 0, 0, picture.width, picture.height);
  }
  return picture;
}
