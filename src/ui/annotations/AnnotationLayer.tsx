import { useEffect } from "react";
import { draftShape } from "#annotations/draft.ts";
import { type AnnotationStore, shownAnnotations } from "#stores/annotation-store.ts";
import { onSpoken, t } from "#ui/language/t.ts";
import { useAnnotations, useRoom, useView } from "#ui/session/room.tsx";
import type { Stores } from "#ui/session/stores.ts";
import { closeDraft } from "./annotation-commands.ts";
import { drawAnnotations, type MarkedScene } from "./draw-annotations.ts";
import { pointerTools } from "./pointer-tools.ts";

/** What is marked on the slide, over the evidence, and the tools that mark it. */
export function AnnotationLayer() {
  const { stores } = useRoom();
  const camera = useView((store) => store.camera);
  const tool = useAnnotations((store) => store.tool);
  useEffect(() => {
    const evidence = document.querySelector<HTMLElement>(".viewer .evidence-overlay");
    const [tissue, stage] = [evidence?.parentElement, evidence?.closest<HTMLElement>(".stage")];
    if (camera === null || evidence === null || !tissue || !stage) return;
    const canvas = document.createElement("canvas");
    canvas.className = "evidence-overlay annotation-overlay";
    canvas.setAttribute("role", "img");
    tissue.append(canvas);
    const endings = [
      keepDrawn(canvas, stores),
      pointerTools(stage, tissue, stores),
      closeWithEnter(stores),
    ];
    return () => {
      for (const end of endings) end();
      canvas.remove();
    };
  }, [camera, stores]);
  useEffect(() => {
    const stage = document.querySelector<HTMLElement>(".stage");
    stage?.setAttribute("data-tool", tool);
  }, [tool]);
  return null;
}

/** Enter closes a polygon while one is drawn, and is everybody's else. */
function closeWithEnter(stores: Stores): () => void {
  const close = (event: KeyboardEvent): void => {
    const isWriting = event.target instanceof Element && event.target.closest("input, textarea");
    if (event.key !== "Enter" || isWriting) return;
    if (stores.annotations.getState().draft?.tool !== "polygon") return;
    event.preventDefault();
    closeDraft(stores);
  };
  addEventListener("keydown", close, { capture: true });
  return () => removeEventListener("keydown", close, { capture: true });
}

/** Draws at every frame of the viewer, in the same turn, and at every change of what is marked. */
function keepDrawn(canvas: HTMLCanvasElement, { view, annotations }: Stores): () => void {
  const context = canvas.getContext("2d");
  let scene = sceneOf(annotations.getState());
  const draw = (): void => {
    const { view: now, overlaysHidden } = view.getState();
    if (now === null || context === null) return;
    const density = devicePixelRatio;
    const [width, height] = [now.size.width * density, now.size.height * density].map(Math.round);
    if (width !== undefined && canvas.width !== width) canvas.width = width;
    if (height !== undefined && canvas.height !== height) canvas.height = height;
    const shown = overlaysHidden ? { ...scene, annotations: [] } : scene;
    drawAnnotations(context, shown, now, density);
    if (canvas.ariaLabel !== wordsFor(shown)) canvas.ariaLabel = wordsFor(shown);
  };
  const endings = [
    view.subscribe((now, before) => {
      if (now.view !== before.view || now.overlaysHidden !== before.overlaysHidden) draw();
    }),
    annotations.subscribe((now) => {
      scene = sceneOf(now);
      draw();
    }),
    onSpoken(draw),
  ];
  draw();
  return () => {
    for (const end of endings) end();
  };
}

function sceneOf(store: AnnotationStore): MarkedScene {
  const { selectedId, isFilled, draft } = store;
  const shape = draft === null ? null : draftShape(draft);
  return { annotations: shownAnnotations(store), selectedId, isFilled, draft: shape };
}

function wordsFor({ annotations }: MarkedScene): string {
  if (annotations.length === 0) return t("annotations.nothingDrawn");
  return t("annotations.drawn", { count: annotations.length });
}
