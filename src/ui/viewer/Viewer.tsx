import { useEffect, useRef } from "react";
import type { OpenSlide } from "#engine/engine.ts";
import { faultOf } from "#stores/fault.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { patchAt, type Scene } from "#ui/evidence/scene.ts";
import { useRoom } from "#ui/session/room.tsx";
import type { Stores } from "#ui/session/stores.ts";
import { applyDisplay } from "./apply-display.ts";
import { cellUnder, pointAtCell } from "./cell-under.ts";
import { createEvidenceOverlay, type EvidenceOverlay } from "./evidence-overlay.ts";
import { HeatLegend } from "./HeatLegend.tsx";
import { createSlideViewer, type SlideViewer } from "./slide-viewer.ts";
import { rememberViews } from "./travel.ts";
import { useHeat } from "./use-heat.ts";
import { useScene } from "./use-scene.ts";
import { useShown } from "./use-shown.ts";

interface Mounted {
  readonly viewer: SlideViewer;
  readonly overlay: EvidenceOverlay;
}

/** The tissue and the evidence over it; OpenSeadragon lives and ends in here. */
export function Viewer({ slide }: { slide: OpenSlide }) {
  const { stores } = useRoom();
  const host = useRef<HTMLDivElement>(null);
  const mounted = useRef<Mounted | null>(null);
  const scene = useScene();
  const heat = useHeat();
  const shown = useShown(slide, scene, heat);

  // The scale may be given later without another viewer: only the source decides.
  const { source } = slide;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new description of the same source keeps the view
  useEffect(() => {
    if (host.current === null) return;
    const made = mount(host.current, slide, stores);
    mounted.current = made;
    stores.view.getState().cameraReady(made.viewer.camera);
    const endings = [rememberViews(stores), applyDisplay(made.viewer, stores.display)];
    const unwatch = stores.slide.subscribe((now, before) => {
      if (before.tileFault !== null && now.tileFault === null) made.viewer.retryTiles();
    });
    return () => {
      unwatch();
      for (const end of endings) end();
      mounted.current = null;
      stores.view.getState().cameraReady(null);
      made.overlay.destroy();
      made.viewer.destroy();
    };
  }, [source, stores]);

  useEffect(() => {
    mounted.current?.overlay.show(shown);
  }, [shown]);

  return (
    <>
      <div ref={host} className="viewer" data-rendered="false" data-flying="false" />
      {heat !== null && <HeatLegend heat={heat} />}
    </>
  );
}

function mount(host: HTMLElement, slide: OpenSlide, stores: Stores): Mounted {
  const looking = stores.view.getState();
  let overlay: EvidenceOverlay | null = null;
  const scene = () => overlay?.shown().scene ?? null;
  const viewer = createSlideViewer(host, slide, {
    onDraw: (view) => {
      overlay?.draw(view);
      looking.viewMoved(view);
    },
    onRendered: (isRendered) => host.setAttribute("data-rendered", String(isRendered)),
    onFlying: (isFlying) => host.setAttribute("data-flying", String(isFlying)),
    onTileFailure: ({ tile, error }) => {
      const now = stores.slide.getState();
      if (openSlideOf(now)?.source === slide.source) now.tileMissed(tile, faultOf(error));
    },
    onPointer: (point) => {
      looking.pointerMoved(point);
      pointAtPatch(stores, scene(), point);
      pointAtCell(stores, cellUnder(overlay, point));
    },
    onClick: (point) => {
      stores.overlay.getState().cellSelected(cellUnder(overlay, point));
      const patch = patchAt(scene(), point);
      const turnId = scene()?.turnId ?? null;
      if (patch === null || turnId === null) looking.selectionCleared();
      else looking.patchSelected(turnId, patch.id);
    },
  });
  overlay = createEvidenceOverlay(viewer.canvas);
  return { viewer, overlay };
}

/** Pointing at a patch lights it and the sentences that cite it. */
function pointAtPatch(
  { view }: Stores,
  scene: Scene | null,
  point: readonly [x: number, y: number] | null,
): void {
  const patch = point === null ? null : patchAt(scene, point);
  const { pointed, patchesPointed } = view.getState();
  if ((pointed?.patchIds[0] ?? null) === (patch?.id ?? null)) return;
  patchesPointed(
    patch === null || scene?.turnId == null ? null : { turnId: scene.turnId, patchIds: [patch.id] },
  );
}
