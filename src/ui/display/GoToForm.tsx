import { type FormEvent, useState } from "react";
import { openSlideOf } from "#stores/slide-store.ts";
import { standpointOf } from "#stores/standpoint.ts";
import { t } from "#ui/language/t.ts";
import { useRoom, useSlide } from "#ui/session/room.tsx";
import { type PositionUnit, positionOf } from "./position.ts";

/** Flies to a place by its numbers, at the present magnification. */
export function GoToForm() {
  const { stores } = useRoom();
  const slide = useSlide(openSlideOf)?.description ?? null;
  const [reason, setReason] = useState<string | null>(null);
  if (slide === null) return null;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const unit: PositionUnit = typed.get("unit") === "microns" ? "microns" : "pixels";
    const { camera, view } = stores.view.getState();
    if (slide === null || camera === null || view === null) return;
    const place = positionOf(String(typed.get("x")), String(typed.get("y")), unit, slide);
    setReason(place.reason ?? null);
    if (place.point !== null) camera.goTo({ ...standpointOf(view), centre: place.point });
  }
  return (
    <form className="go-to" aria-label={t("display.goTo")} onSubmit={submit}>
      <h3>{t("display.goToTitle")}</h3>
      <div className="row">
        <label>
          x <input name="x" inputMode="decimal" required />
        </label>
        <label>
          y <input name="y" inputMode="decimal" required />
        </label>
        <select
          name="unit"
          aria-label={t("display.unit")}
          key={String(slide.micronsPerPixel === null)}
        >
          {slide.micronsPerPixel !== null && <option value="microns">µm</option>}
          <option value="pixels">px</option>
        </select>
        <button type="submit" className="button">
          {t("display.go")}
        </button>
      </div>
      <p className="quiet">{t("display.goToHint")}</p>
      {reason !== null && <p role="alert">{reason}</p>}
    </form>
  );
}
