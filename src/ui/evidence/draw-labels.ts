import { cornersOf, isOnCanvas, type Projection } from "#ui/overlay/projection.ts";
import { cssOf, frameLook, LABEL_FROM } from "./patch-looks.ts";
import type { Scene, ScenePatch } from "./scene.ts";

/** Numbers the cited and selected patches on a cleared canvas. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  scene: Scene | null,
  projection: Projection,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  for (const patch of scene?.patches ?? []) labelPatch(context, patch, projection);
}

/** Numbers a patch that is cited or selected, in view and large enough. */
export function labelPatch(
  context: CanvasRenderingContext2D,
  patch: ScenePatch,
  projection: Projection,
): void {
  const { rect } = patch.patch;
  const side = (rect.width * projection.scale) / projection.density;
  if (patch.state === "kept" || side < LABEL_FROM || !isOnCanvas(projection, rect)) return;
  drawLabel(context, patch, projection);
}

/** "P3" above the frame's uppermost corner, outside it: a label covers no cell of its patch. */
function drawLabel(
  context: CanvasRenderingContext2D,
  patch: ScenePatch,
  projection: Projection,
): void {
  const { density } = projection;
  const corners = cornersOf(projection, patch.patch.rect);
  const [left, top] = corners.reduce((best, corner) =>
    corner[1] < best[1] - 0.5 || (corner[1] < best[1] + 0.5 && corner[0] < best[0]) ? corner : best,
  );
  const { line, colour } = frameLook({ ...patch, isLit: false });
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.font = `600 ${11 * density}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  const text = `P${patch.patch.id}`;
  const width = context.measureText(text).width + 8 * density;
  const height = 16 * density;
  const x = Math.round(left) - line;
  const y = Math.round(top) - line - height;
  context.fillStyle = cssOf(colour);
  context.fillRect(x, y, width, height);
  context.fillStyle = "#ffffff";
  context.fillText(text, x + 4 * density, y + height / 2);
}
