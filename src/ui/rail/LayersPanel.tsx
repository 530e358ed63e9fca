import type { PatchLayer } from "#stores/view-store.ts";
import { useRuntime, useView } from "#ui/session/room.tsx";
import { NotAnalysedLayer } from "./NotAnalysedLayer.tsx";

const layers: readonly (readonly [layer: PatchLayer, label: string])[] = [
  ["cited", "Cited patches"],
  ["kept", "Patches kept for the question"],
  ["cells", "Cells of the selected or cited patches"],
];

/** What is drawn over the tissue; H hides all of it. */
export function LayersPanel() {
  const hiddenLayers = useView((store) => store.hiddenLayers);
  const hiddenClasses = useView((store) => store.hiddenClasses);
  const layerToggled = useView((store) => store.layerToggled);
  const classToggled = useView((store) => store.classToggled);
  const classes = useRuntime((store) => store.manifest?.cellClasses) ?? [];
  return (
    <>
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
      {classes.length > 0 && (
        <fieldset>
          <legend>Cells by class</legend>
          {classes.map(({ name, colour }, cellClass) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={!hiddenClasses.has(cellClass)}
                onChange={() => classToggled(cellClass)}
              />
              <span className="swatch" style={{ borderColor: colour }} />
              {name}
            </label>
          ))}
        </fieldset>
      )}
      <NotAnalysedLayer />
      <p className="quiet">
        Hold H to see the bare tissue; press it briefly to hide everything until the next press.
      </p>
    </>
  );
}
