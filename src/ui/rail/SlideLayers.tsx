import type { SlideLayer } from "#stores/overlay-store.ts";
import { useCells, useOverlay, useRuntime } from "#ui/session/room.tsx";

const layers: readonly (readonly [layer: SlideLayer, label: string])[] = [
  ["allCells", "All cells of the slide"],
  ["redundant", "Redundant patches"],
  ["regions", "Regions"],
  ["tissue", "Tissue"],
];

/** What is known of the whole slide, drawn when asked for. */
export function SlideLayers() {
  const shown = useOverlay((store) => store.shown);
  const slideLayerToggled = useOverlay((store) => store.slideLayerToggled);
  const lack = useLack(shown);
  return (
    <fieldset>
      <legend>Whole slide</legend>
      {layers.map(([layer, label]) => (
        <label key={layer}>
          <input
            type="checkbox"
            checked={shown.has(layer)}
            onChange={() => slideLayerToggled(layer)}
          />
          {label}
        </label>
      ))}
      {lack !== null && <p className="quiet">{lack}</p>}
    </fieldset>
  );
}

/** Why a layer that is asked for is not to be seen yet. */
function useLack(shown: ReadonlySet<SlideLayer>): string | null {
  const hasCells = useCells((store) => store.table !== null);
  const isAnalysed = useRuntime((store) => store.analysis.kind === "done");
  if (!isAnalysed && (shown.has("redundant") || shown.has("regions"))) {
    return "Patches and regions are drawn once the slide is analysed.";
  }
  return shown.has("allCells") && !hasCells
    ? "The cells of the whole slide have not been looked for yet."
    : null;
}
