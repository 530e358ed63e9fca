import { useEffect, useRef } from "react";
import type { OpenSlide } from "#engine/engine.ts";
import { useRoom } from "#ui/session/room.tsx";
import { createBareViewer } from "./bare-viewer.ts";
import { filterOf } from "./light-filter.ts";

/** The bare tissue beside its evidence; each moves with the other. */
export function BarePane({ slide }: { slide: OpenSlide }) {
  const { stores } = useRoom();
  const host = useRef<HTMLDivElement>(null);
  const { source } = slide;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a scale given later changes no pixel
  useEffect(() => {
    if (host.current === null) return;
    const { view, display } = stores;
    const pane = createBareViewer(host.current, slide, (standpoint) =>
      view.getState().camera?.jumpTo(standpoint),
    );
    const seen = view.getState().view;
    if (seen !== null) pane.follow(seen);
    pane.light(filterOf(display.getState().light));
    const endings = [
      view.subscribe((now, before) => {
        if (now.view !== null && now.view !== before.view) pane.follow(now.view);
      }),
      display.subscribe(({ light }) => pane.light(filterOf(light))),
    ];
    return () => {
      for (const end of endings) end();
      pane.destroy();
    };
  }, [source, stores]);
  return <div ref={host} className="pane-beside" />;
}
