import type { EvidencePatch } from "#pipeline/answer.ts";
import { drawLeftOut } from "./draw-left-out.ts";
import { isOnCanvas, type Projection } from "./projection.ts";
import type { PatchState, Scene, ScenePatch } from "./scene.ts";

/** Device pixels: an outline is as thin at every zoom (look: 1.5). */
const cellLine = 1.5;
const patchLines: Record<PatchState, number> = { kept: 1, cited: 3, selected: 3 };
const casing = "rgb(255 255 255 / 0.75)";
const patchColours: Record<PatchState, string> = {
  kept: "#4a3c6e",
  cited: "#5b35a8",
  selected: "#e0337f",
};
const litFill = "rgb(91 53 168 / 0.12)";
/** CSS pixels of a patch's side below which its cells would be a smear. */
const cellsFrom = 160;
const labelFrom = 14;

/** Draws the scene into a cleared canvas; nothing is filled over 15 % and no cell is covered. */
export function drawScene(
  context: CanvasRenderingContext2D,
  scene: Scene | null,
  projection: Projection,
  classColours: readonly string[],
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  if (scene === null) return;
  drawLeftOut(context, scene.leftOut, projection);
  const visible = scene.patches.filter(({ patch }) =>
    isOnCanvas(context.canvas, patch.rect, projection),
  );
  for (const patch of visible) drawFrame(context, patch, projection);
  for (const patch of visible) {
    const side = (patch.patch.rect.width * projection.scale) / projection.density;
    if (scene.showsCells && patch.isExplained && side >= cellsFrom) {
      drawCells(context, patch.patch, projection, classColours, scene.hiddenClasses);
    }
    if (patch.state !== "kept" && side >= labelFrom) drawLabel(context, patch, projection);
  }
}

function drawFrame(
  context: CanvasRenderingContext2D,
  { patch: { rect }, state, isLit, isExplained }: ScenePatch,
  { scale, left, top }: Projection,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  const x = Math.round((rect.x - left) * scale);
  const y = Math.round((rect.y - top) * scale);
  const [width, height] = [Math.round(rect.width * scale), Math.round(rect.height * scale)];
  const line = patchLines[state] + (isLit && state === "kept" ? 1 : 0);
  if (isLit && !isExplained) {
    context.fillStyle = litFill;
    context.fillRect(x, y, width, height);
  }
  context.strokeStyle = casing;
  context.lineWidth = line + (isLit ? 6 : 2);
  context.strokeRect(x - line / 2, y - line / 2, width + line, height + line);
  context.strokeStyle = patchColours[isLit && state === "kept" ? "cited" : state];
  context.lineWidth = line;
  context.strokeRect(x - line / 2, y - line / 2, width + line, height + line);
}

function drawCells(
  context: CanvasRenderingContext2D,
  patch: EvidencePatch,
  { scale, left, top }: Projection,
  classColours: readonly string[],
  hidden: ReadonlySet<number>,
): void {
  const { x, y } = patch.rect;
  context.setTransform(scale, 0, 0, scale, (x - left) * scale, (y - top) * scale);
  context.lineWidth = cellLine / scale;
  context.lineJoin = "round";
  outlinesOf(patch, classColours.length).forEach((path, cellClass) => {
    if (hidden.has(cellClass)) return;
    context.strokeStyle = classColours[cellClass] ?? casing;
    context.stroke(path);
  });
}

const outlines = new WeakMap<EvidencePatch, readonly Path2D[]>();

/** One path per class, relative to the patch's corner so that large slides keep their precision. */
function outlinesOf(patch: EvidencePatch, classes: number): readonly Path2D[] {
  const known = outlines.get(patch);
  if (known !== undefined) return known;
  const paths = Array.from({ length: classes }, () => new Path2D());
  for (const { cellClass, outline } of patch.cells) {
    const path = paths[cellClass];
    if (path === undefined || outline.length < 6) continue;
    for (let i = 0; i + 1 < outline.length; i += 2) {
      const [x, y] = [(outline[i] ?? 0) - patch.rect.x, (outline[i + 1] ?? 0) - patch.rect.y];
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    path.closePath();
  }
  outlines.set(patch, paths);
  return paths;
}

/** "P3" above the frame's left corner, outside it: a label covers no cell of its patch. */
function drawLabel(
  context: CanvasRenderingContext2D,
  { patch: { id, rect }, state }: ScenePatch,
  { scale, left, top, density }: Projection,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.font = `600 ${11 * density}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  const text = `P${id}`;
  const width = context.measureText(text).width + 8 * density;
  const height = 16 * density;
  const x = Math.round((rect.x - left) * scale) - patchLines[state];
  const y = Math.round((rect.y - top) * scale) - patchLines[state] - height;
  context.fillStyle = patchColours[state];
  context.fillRect(x, y, width, height);
  context.fillStyle = "#ffffff";
  context.fillText(text, x + 4 * density, y + height / 2);
}
