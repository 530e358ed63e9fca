import type { ReactNode } from "react";
import type { RailPanel } from "#stores/view-store.ts";
import { useView } from "#ui/session/room.tsx";
import { CloseIcon } from "#ui/theme/icons.tsx";
import { KeysPanel } from "./KeysPanel.tsx";
import { LayersPanel } from "./LayersPanel.tsx";
import { PackPanel } from "./PackPanel.tsx";
import { SlidesPanel } from "./SlidesPanel.tsx";

const panels: Record<RailPanel, { title: string; body: () => ReactNode }> = {
  slides: { title: "Slides", body: SlidesPanel },
  layers: { title: "Layers", body: LayersPanel },
  pack: { title: "About the models", body: PackPanel },
  keys: { title: "Keys", body: KeysPanel },
};

/** The open panel of the rail, over the tissue. */
export function PanelHost() {
  const panel = useView((store) => store.panel);
  const panelClosed = useView((store) => store.panelClosed);
  if (panel === null) return null;
  const { title, body: Body } = panels[panel];
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button type="button" aria-label={`Close ${title}`} onClick={panelClosed}>
          <CloseIcon />
        </button>
      </header>
      <div className="panel-body">
        <Body />
      </div>
    </section>
  );
}
