import type { EvidencePatch } from "#pipeline/answer.ts";
import { isOnCanvas, isUpright, type Projection, toDevice } from "#ui/overlay/projection.ts";
import { labelPatch } from "./draw-labels.ts";
import { drawLeftOut } from "./draw-left-out.ts";
import { CASING, CELLS_FROM, cssOf, frameLook } from "./patch-looks.ts";
import type { Scene, ScenePatch } from "./scene.ts";

/** Device pixels: an outline is as thin at every zoom (look: 1.5). */
const cellLine = 1.5;

/**
 * Draws the scene into a cleared canvas without a graphics card; nothing is filled over 15 % and no
 * cell is covered.
 */
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
  const visible = scene.patches.filter(({ patch }) => isOnCanvas(projection, patch.rect));
  for (const patch of visible) drawFrame(context, patch, projection);
  for (const patch of visible) {
    const side = (patch.patch.rect.width * projection.scale) / projection.density;
    if (scene.showsCells && patch.isExplained && side >= CELLS_FROM) {
      drawCells(context, patch.patch, projection, classColours, scene.hiddenClasses);
    }
  }
  for (const patch of visible) labelPatch(context, patch, projection);
}

function drawFrame(
  context: CanvasRenderingContext2D,
  patch: ScenePatch,
  projection: Projection,
): void {
  const { rect } = patch.patch;
  const { scale, right, down } = projection;
  const place = toDevice(projection, [rect.x, rect.y]);
  const [x, y] = isUpright(projection) ? place.map(Math.round) : place;
  context.setTransform(...right, ...down, x ?? 0, y ?? 0);
  const [width, height] = [Math.round(rect.width * scale), Math.round(rect.height * scale)];
  const { line, casing, colour, fill } = frameLook(patch);
  if (fill !== null) {
    context.fillStyle = cssOf(fill);
    context.fillRect(0, 0, width, height);
  }
  context.strokeStyle = cssOf(CASING);
  context.lineWidth = line + 2 * casing;
  context.strokeRect(-line / 2, -line / 2, width + line, height + line);
  context.strokeStyle = cssOf(colour);
  context.lineWidth = line;
  context.strokeRect(-line / 2, -line / 2, width + line, height + line);
}

function drawCells(
  context: CanvasRenderingContext2D,
  patch: EvidencePatch,
  projection: Projection,
  classColours: readonly string[],
  hidden: ReadonlySet<number>,
): void {
  const { scale, right, down } = projection;
  const [a, b, c, d] = [...right, ...down].map((step) => step * scale);
  const place = toDevice(projection, [patch.rect.x, patch.rect.y]);
  context.setTransform(a ?? 0, b ?? 0, c ?? 0, d ?? 0, ...place);
  context.lineWidth = cellLine / scale;
  context.lineJoin = "round";
  outlinesOf(patch, classColours.length).forEach((path, cellClass) => {
    if (hidden.has(cellClass)) return;
    context.strokeStyle = classColours[cellClass] ?? cssOf(CASING);
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
