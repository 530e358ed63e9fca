import type { OpenSlide } from "#engine/engine.ts";
import { wholeTurn } from "#stores/standpoint.ts";
import { t } from "#ui/language/t.ts";
import { useBeside, useRoom } from "#ui/session/room.tsx";
import { TurnIcon } from "#ui/theme/view-icons.tsx";
import { mostScaleBarPixels, scaleBarLength } from "#ui/viewer/scale-bar.ts";
import { mirrorBeside, toggleLink, turnBeside } from "./beside-actions.ts";
import { MirrorIcon } from "./beside-icons.tsx";

/** How large it is, and how it is laid on the first slide. */
export function BesideFoot({ slide }: { slide: OpenSlide }) {
  return (
    <>
      <BesideScale micronsPerPixel={slide.description.micronsPerPixel} />
      <LinkControls />
    </>
  );
}

function BesideScale({ micronsPerPixel }: { micronsPerPixel: number | null }) {
  const zoom = useBeside(({ view }) => view?.zoom ?? null);
  if (zoom === null) return null;
  if (micronsPerPixel === null)
    return <p className="scale-bar hud quiet">{t("beside.scaleUnknown")}</p>;
  const { width, label } = scaleBarLength(zoom, micronsPerPixel, mostScaleBarPixels);
  return (
    <div className="scale-bar hud">
      <div className="scale-bar-drawn" role="img" aria-label={t("beside.scale", { length: label })}>
        <span className="scale-bar-line" style={{ width }} data-testid="beside-scale-line" />
        <span>{label}</span>
      </div>
    </div>
  );
}

function LinkControls() {
  const { stores } = useRoom();
  const isLinked = useBeside(({ link }) => link !== null);
  return (
    <div className="beside-link hud">
      {!isLinked && <DegreesField />}
      <button
        type="button"
        aria-label={t("beside.turn")}
        title={t("commands.turnRight")}
        onClick={() => turnBeside(stores, 90)}
      >
        <TurnIcon />
      </button>
      <button
        type="button"
        aria-label={t("beside.mirror")}
        title={t("commands.mirror")}
        onClick={() => mirrorBeside(stores)}
      >
        <MirrorIcon />
      </button>
      <label title={t("beside.linkHint")}>
        <input type="checkbox" checked={isLinked} onChange={() => toggleLink(stores)} />
        {t("beside.link")}
      </label>
    </div>
  );
}

/** Lays a section straight on its neighbour, before the views are linked. */
function DegreesField() {
  const { stores } = useRoom();
  const degrees = useBeside(({ view }) => Math.round(wholeTurn(view?.rotation ?? 0)) % 360);
  return (
    <label className="beside-degrees">
      {t("beside.turned")}
      <input
        type="number"
        min={-1}
        max={360}
        value={degrees}
        onChange={({ target }) => {
          if (target.value !== "") turnBeside(stores, target.valueAsNumber - degrees);
        }}
      />
      °
    </label>
  );
}
