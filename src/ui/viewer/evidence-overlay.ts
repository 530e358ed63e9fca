import type { View } from "#stores/view-store.ts";
import { drawScene } from "#ui/evidence/draw-scene.ts";
import type { Scene } from "#ui/evidence/scene.ts";

export interface EvidenceOverlay {
  show(scene: Scene | null, classColours: readonly string[]): void;
  /** Called within the viewer's own frame, so the outlines move with the tissue. */
  draw(view: View): void;
  /** What is drawn now: what a pointer can hit. */
  scene(): Scene | null;
}

/** The scene on its canvas, drawn anew for every frame of the viewer and every change of the scene. */
export function createEvidenceOverlay(canvas: HTMLCanvasElement): EvidenceOverlay {
  const context = canvas.getContext("2d");
  let scene: Scene | null = null;
  let colours: readonly string[] = [];
  let last: View | null = null;

  function draw(view: View): void {
    last = view;
    if (context === null) return;
    const density = devicePixelRatio;
    const width = Math.round(view.size.width * density);
    const height = Math.round(view.size.height * density);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const { x: left, y: top } = view.bounds;
    drawScene(context, scene, { scale: view.zoom * density, left, top, density }, colours);
  }
  return {
    draw,
    scene: () => scene,
    show: (next, classColours) => {
      [scene, colours] = [next, classColours];
      canvas.setAttribute("aria-label", wordsFor(scene));
      if (last !== null) draw(last);
    },
  };
}

function wordsFor(scene: Scene | null): string {
  if (scene === null) return "No evidence drawn";
  const { length } = scene.leftOut;
  const hatched = length > 0 ? `${length} patches hatched that are not analysed` : null;
  return [scene.turnId === null ? null : evidenceWords(scene), hatched].filter(Boolean).join("; ");
}

function evidenceWords(scene: Scene): string {
  const cited = scene.patches.filter(({ state }) => state !== "kept").length;
  const cells = scene.patches
    .filter(({ isExplained }) => isExplained && scene.showsCells)
    .reduce((sum, { patch }) => sum + patch.cells.length, 0);
  return `Evidence drawn: ${scene.patches.length} patches, ${cited} of them cited or selected, ${cells} cells`;
}
