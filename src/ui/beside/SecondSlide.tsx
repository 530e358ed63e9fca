import { useEffect, useRef } from "react";
import type { OpenSlide } from "#engine/engine.ts";
import { faultOf } from "#stores/fault.ts";
import { useRoom } from "#ui/session/room.tsx";
import type { Stores } from "#ui/session/stores.ts";
import { tissueId } from "#ui/viewer/focus-tissue.ts";
import { filterOf } from "#ui/viewer/light-filter.ts";
import { createSecondViewer } from "#ui/viewer/second-viewer.ts";
import { type TiedViews, tieViews } from "./tie-views.ts";

/** The second slide's tissue; its viewer lives and ends in here. */
export function SecondSlide({ slide }: { slide: OpenSlide }) {
  const { stores } = useRoom();
  const host = useRef<HTMLDivElement>(null);
  useEffect(
    () => (host.current === null ? undefined : mount(host.current, slide, stores)),
    [slide, stores],
  );
  return <div ref={host} className="second-slide" data-rendered="false" data-flying="false" />;
}

/** Returns how to end it. */
function mount(host: HTMLElement, slide: OpenSlide, stores: Stores): () => void {
  const { beside, display } = stores;
  let tied: TiedViews | null = null;
  const viewer = createSecondViewer(host, slide, {
    onDraw: (view) => {
      beside.getState().viewMoved(view);
      tied?.secondDrawn(view);
    },
    onRendered: (isRendered) => host.setAttribute("data-rendered", String(isRendered)),
    onFlying: (isFlying) => host.setAttribute("data-flying", String(isFlying)),
    onTileFailure: ({ error }) => beside.getState().tileMissed(faultOf(error)),
  });
  tied = tieViews(stores, slide, viewer.camera);
  viewer.light(filterOf(display.getState().light));
  beside.getState().cameraReady(viewer.camera);
  const endings = [
    tied.end,
    watchHands(host, stores),
    display.subscribe(({ light }) => viewer.light(filterOf(light))),
    beside.subscribe((now, before) => {
      if (before.tileFault !== null && now.tileFault === null) viewer.camera.retryTiles();
    }),
  ];
  return () => {
    for (const end of endings) end();
    beside.getState().cameraReady(null);
    viewer.destroy();
  };
}

/** Keys go to the slide that had the focus last. */
function watchHands(host: HTMLElement, { beside }: Stores): () => void {
  const watch = ({ target }: FocusEvent): void => {
    if (!(target instanceof Element)) return;
    if (host.contains(target)) beside.getState().takenInHand(true);
    else if (target.id === tissueId) beside.getState().takenInHand(false);
  };
  document.addEventListener("focusin", watch);
  return () => {
    document.removeEventListener("focusin", watch);
    beside.getState().takenInHand(false);
  };
}
