import type { PatchLayer } from "#stores/view-store.ts";
import { t } from "#ui/language/t.ts";
import { useOverlay, useView } from "#ui/session/room.tsx";
import { ClassLayers } from "./ClassLayers.tsx";
import { HeatLayer } from "./HeatLayer.tsx";
import { NotAnalysedLayer } from "./NotAnalysedLayer.tsx";
import { SlideLayers } from "./SlideLayers.tsx";

const layers = ["cited", "kept", "cells"] as const satisfies readonly PatchLayer[];

/** What is drawn over the tissue; H hides all of it. */
export function LayersPanel() {
  const hiddenLayers = useView((store) => store.hiddenLayers);
  const layerToggled = useView((store) => store.layerToggled);
  return (
    <>
      <WholeOverlay />
      <fieldset>
        <legend>{t("layers.patches")}</legend>
        {layers.map((layer) => (
          <label key={layer}>
            <input
              type="checkbox"
              checked={!hiddenLayers.has(layer)}
              onChange={() => layerToggled(layer)}
            />
            {t(`layers.${layer}`)}
          </label>
        ))}
      </fieldset>
      <ClassLayers />
      <SlideLayers />
      <HeatLayer />
      <NotAnalysedLayer />
      <p className="quiet">{t("layers.hint")}</p>
    </>
  );
}

/** Everything at once, and how much of the tissue shows through it. */
function WholeOverlay() {
  const layersShown = useView((store) => store.layersShown);
  const everyLayerShown = useOverlay((store) => store.everyLayerShown);
  const opacity = useOverlay((store) => store.opacity);
  const opacityChosen = useOverlay((store) => store.opacityChosen);
  const percent = Math.round(100 * opacity);
  const showAll = () => {
    layersShown();
    everyLayerShown();
  };
  return (
    <>
      <button type="button" className="button" onClick={showAll}>
        {t("layers.showAll")}
      </button>
      <label className="slider">
        {t("layers.opacity")}
        <input
          type="range"
          min={10}
          max={100}
          value={percent}
          onChange={({ target }) => opacityChosen(target.valueAsNumber / 100)}
        />
        <output className="measure">{percent} %</output>
      </label>
    </>
  );
}
