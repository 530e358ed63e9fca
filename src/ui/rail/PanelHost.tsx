import type { ReactNode } from "react";
import type { RailPanel } from "#stores/view-store.ts";
import { AnalysisPanel } from "#ui/analysis/AnalysisPanel.tsx";
import { AnnotationsPanel } from "#ui/annotations/AnnotationsPanel.tsx";
import { DisplayPanel } from "#ui/display/DisplayPanel.tsx";
import { t } from "#ui/language/t.ts";
import { useView } from "#ui/session/room.tsx";
import { CloseIcon } from "#ui/theme/icons.tsx";
import { KeysPanel } from "./KeysPanel.tsx";
import { LayersPanel } from "./LayersPanel.tsx";
import { PackPanel } from "./PackPanel.tsx";
import { SlidesPanel } from "./SlidesPanel.tsx";
import { usePanelFocus } from "./use-panel-focus.ts";

const panels: Record<RailPanel, () => ReactNode> = {
  slides: SlidesPanel,
  display: DisplayPanel,
  annotations: AnnotationsPanel,
  analysis: AnalysisPanel,
  layers: LayersPanel,
  pack: PackPanel,
  keys: KeysPanel,
};

/** The open panel of the rail, over the tissue. */
export function PanelHost() {
  const panel = useView((store) => store.panel);
  const panelClosed = useView((store) => store.panelClosed);
  if (panel === null) return null;
  return <OpenPanel key={panel} panel={panel} onClose={panelClosed} />;
}

function OpenPanel({ panel, onClose }: { panel: RailPanel; onClose: () => void }) {
  const section = usePanelFocus();
  const Body = panels[panel];
  const title = t(`rail.${panel}`);
  return (
    <section ref={section} className="panel" aria-label={title} tabIndex={-1}>
      <header>
        <h2>{title}</h2>
        <button type="button" aria-label={t("rail.close", { panel: title })} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <div className="panel-body" tabIndex={0}>
        <Body />
      </div>
    </section>
  );
}
