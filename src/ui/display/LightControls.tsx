import { asScanned, isAsScanned, type Light, lightRanges } from "#stores/display-store.ts";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import { useDisplay } from "#ui/session/room.tsx";
import { Slider } from "./Slider.tsx";

const sliders: readonly (keyof Light)[] = ["brightness", "contrast", "gamma"];

/** Brightness, contrast and gamma of the tissue on the screen. */
export function LightControls() {
  const light = useDisplay((store) => store.light);
  const lightChanged = useDisplay((store) => store.lightChanged);
  return (
    <fieldset>
      <legend>{t("display.light")}</legend>
      {sliders.map((part) => (
        <Slider
          key={part}
          label={t(`display.${part}`)}
          least={lightRanges[part].least}
          most={lightRanges[part].most}
          step={0.05}
          value={light[part]}
          words={figure(light[part].toFixed(2))}
          onChange={(value) => lightChanged({ [part]: value })}
        />
      ))}
      <button
        type="button"
        className="button"
        disabled={isAsScanned(light)}
        onClick={() => lightChanged(asScanned)}
      >
        {t("display.asScanned")}
      </button>
      <p className="quiet">{t("display.lightHint")}</p>
    </fieldset>
  );
}
