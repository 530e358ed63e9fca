import type { SlideLayer } from "#stores/overlay-store.ts";
import { t } from "#ui/language/t.ts";
import { useOverlay, useRuntime } from "#ui/session/room.tsx";
import { CellsNeeded } from "./CellsNeeded.tsx";

const layers: readonly SlideLayer[] = ["allCells", "redundant", "regions", "tissue"];

/** What is known of the whole slide, drawn when asked for. */
export function SlideLayers() {
  const shown = useOverlay((store) => store.shown);
  const slideLayerToggled = useOverlay((store) => store.slideLayerToggled);
  const isAnalysed = useRuntime((store) => store.analysis.kind === "done");
  const isWaiting = !isAnalysed && (shown.has("redundant") || shown.has("regions"));
  return (
    <fieldset>
      <legend>{t("layers.wholeSlide")}</legend>
      {layers.map((layer) => (
        <label key={layer}>
          <input
            type="checkbox"
            checked={shown.has(layer)}
            onChange={() => slideLayerToggled(layer)}
          />
          {t(`layers.${layer}`)}
        </label>
      ))}
      {isWaiting && <p className="quiet">{t("layers.notYet")}</p>}
      {shown.has("allCells") && <CellsNeeded />}
    </fieldset>
  );
}
