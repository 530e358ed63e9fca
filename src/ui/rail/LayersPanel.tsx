import type { PatchLayer } from "#stores/view-store.ts";
import { useOverlay, useView } from "#ui/session/room.tsx";
import { ClassLayers } from "./ClassLayers.tsx";
import { HeatLayer } from "./HeatLayer.tsx";
import { NotAnalysedLayer } from "./NotAnalysedLayer.tsx";
import { SlideLayers } from "./SlideLayers.tsx";

const layers: readonly (readonly [layer: PatchLayer, label: string])[] = [
  ["cited", "Cited patches"],
  ["kept", "Patches kept for the question"],
  ["cells", "Cells of the selected or cited patches"],
];

/** What is drawn over the tissue; H hides all of it. */
export function LayersPanel() {
  const hiddenLayers = useView((store) => store.hiddenLayers);
  const layerToggled = useView((store) => store.layerToggled);
  return (
    <>
      <WholeOverlay />
      <fieldset>
        <legend>Patches</legend>
        {layers.map(([layer, label]) => (
          <label key={layer}>
            <input
              type="checkbox"
              checked={!hiddenLayers.has(layer)}
              onChange={() => layerToggled(layer)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <ClassLayers />
      <SlideLayers />
      <HeatLayer />
      <NotAnalysedLayer />
      <p className="quiet">
        Hold H to see the bare tissue; press it briefly to hide everything until the next press.
      </p>
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
        Show all layers
      </button>
      <label className="slider">
        Opacity
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
