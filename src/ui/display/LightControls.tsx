import { asScanned, isAsScanned, type Light, lightRanges } from "#stores/display-store.ts";
import { useDisplay } from "#ui/session/room.tsx";
import { Slider } from "./Slider.tsx";

const sliders: readonly (readonly [part: keyof Light, label: string])[] = [
  ["brightness", "Brightness"],
  ["contrast", "Contrast"],
  ["gamma", "Gamma"],
];

/** Brightness, contrast and gamma of the tissue on the screen. */
export function LightControls() {
  const light = useDisplay((store) => store.light);
  const lightChanged = useDisplay((store) => store.lightChanged);
  return (
    <fieldset>
      <legend>Light</legend>
      {sliders.map(([part, label]) => (
        <Slider
          key={part}
          label={label}
          least={lightRanges[part].least}
          most={lightRanges[part].most}
          step={0.05}
          value={light[part]}
          words={light[part].toFixed(2)}
          onChange={(value) => lightChanged({ [part]: value })}
        />
      ))}
      <button
        type="button"
        className="button"
        disabled={isAsScanned(light)}
        onClick={() => lightChanged(asScanned)}
      >
        As scanned
      </button>
      <p className="quiet">Only for the eye: models read the slide as it was scanned.</p>
    </fieldset>
  );
}
