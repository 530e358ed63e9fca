import type { View } from "#stores/view-store.ts";
import { drawLabels } from "#ui/evidence/draw-labels.ts";
import { drawScene } from "#ui/evidence/draw-scene.ts";
import type { Scene } from "#ui/evidence/scene.ts";
import { onSpoken, t } from "#ui/language/t.ts";
import { type Drawing, emptyDrawing } from "#ui/overlay/drawing.ts";
import { createOverlay } from "#ui/overlay/overlay.ts";
import { type Projection, projectionOf } from "#ui/overlay/projection.ts";

/** All that lies over the tissue. */
export interface Shown {
  readonly scene: Scene | null;
  readonly drawing: Drawing;
  /** Of the scene's cells where there is no graphics card. */
  readonly classColours: readonly string[];
  /** 0..1, of everything together. */
  readonly opacity: number;
}

export interface EvidenceOverlay {
  show(shown: Shown): void;
  /** Called within the viewer's own frame, so the outlines move with the tissue. */
  draw(view: View): void;
  /** What is drawn now: what a pointer can hit. */
  shown(): Shown;
  /** Where it is drawn, once it has been. */
  projection(): Projection | null;
  destroy(): void;
}

const nothing: Shown = { scene: null, drawing: emptyDrawing, classColours: [], opacity: 1 };

/**
 * Drawn anew for every frame of the viewer and every change: outlines and frames by the graphics
 * card on a canvas below this one, numbers on this one; without a graphics card the evidence alone,
 * all of it on this one.
 */
export function createEvidenceOverlay(canvas: HTMLCanvasElement): EvidenceOverlay {
  const context = canvas.getContext("2d");
  const below = document.createElement("canvas");
  below.className = canvas.className;
  below.setAttribute("aria-hidden", "true");
  canvas.before(below);
  const overlay = createOverlay(below, () => last !== null && draw(last));
  let shown = nothing;
  let last: View | null = null;
  let isBlank = false;

  function draw(view: View): void {
    last = view;
    const projection = projectionOf(view, devicePixelRatio);
    const { width, height } = projection.size;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const isPainted = overlay.paint(shown.drawing, projection);
    if (context === null || (isBlank && shown.scene === null)) return;
    isBlank = shown.scene === null;
    if (isPainted) drawLabels(context, shown.scene, projection);
    else drawScene(context, shown.scene, projection, shown.classColours);
  }
  const name = (): void => canvas.setAttribute("aria-label", wordsFor(shown.scene));
  const unname = onSpoken(name);
  return {
    draw,
    shown: () => shown,
    projection: () => (last === null ? null : projectionOf(last, devicePixelRatio)),
    show: (next) => {
      shown = next;
      name();
      for (const layer of [below, canvas]) layer.style.opacity = `${next.opacity}`;
      if (last !== null) draw(last);
    },
    destroy: () => {
      unname();
      overlay.destroy();
      below.remove();
    },
  };
}

function wordsFor(scene: Scene | null): string {
  if (scene === null) return t("stage.nothingDrawn");
  const { length } = scene.leftOut;
  const hatched = length > 0 ? t("stage.hatched", { count: length }) : null;
  return [scene.turnId === null ? null : evidenceWords(scene), hatched].filter(Boolean).join("; ");
}

function evidenceWords(scene: Scene): string {
  const cited = scene.patches.filter(({ state }) => state !== "kept").length;
  const cells = scene.patches
    .filter(({ isExplained }) => isExplained && scene.showsCells)
    .reduce((sum, { patch }) => sum + patch.cells.length, 0);
  return t("stage.drawn", { patches: scene.patches.length, cited, cells });
}
