import { t } from "#ui/language/t.ts";
import { useDisplay } from "#ui/session/room.tsx";
import { Slider } from "./Slider.tsx";

/** How the slide lies: by quarter turns, freely, mirrored. */
export function TurnControls() {
  const rotation = useDisplay((store) => store.rotation);
  const isFlipped = useDisplay((store) => store.isFlipped);
  const { turnedBy, oriented, flipped } = useDisplay((store) => store);
  return (
    <fieldset>
      <legend>{t("display.turn")}</legend>
      <Slider
        label={t("display.degrees")}
        least={0}
        most={359}
        step={1}
        value={Math.round(rotation)}
        words={`${Math.round(rotation)}°`}
        onChange={(degrees) => oriented(degrees, isFlipped)}
      />
      <div className="row row-wrap">
        <button type="button" className="button" onClick={() => turnedBy(-90)}>
          {t("display.left")}
        </button>
        <button type="button" className="button" onClick={() => turnedBy(90)}>
          {t("display.right")}
        </button>
        <button type="button" className="button" aria-pressed={isFlipped} onClick={flipped}>
          {t("display.mirror")}
        </button>
        <button
          type="button"
          className="button"
          disabled={rotation === 0 && !isFlipped}
          onClick={() => oriented(0, false)}
        >
          {t("display.straight")}
        </button>
      </div>
    </fieldset>
  );
}
