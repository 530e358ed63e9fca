import type { OpenSlide } from "#engine/engine.ts";
import { scaleOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import { useBeside, useSession, useSlide } from "#ui/session/room.tsx";
import { CloseIcon } from "#ui/theme/icons.tsx";

/** Which slide it is, and what it is not for. */
export function BesideHead({ slide }: { slide: OpenSlide }) {
  const { closeBeside } = useSession();
  const { name, micronsPerPixel } = slide.description;
  const sizes = sizesWords(useSlide(scaleOf), micronsPerPixel);
  return (
    <div className="beside-head hud">
      <div>
        <strong>{name}</strong>
        <p className="quiet">{t("beside.purpose")}</p>
        {sizes !== null && <p className="quiet">{sizes}</p>}
        <MissingTiles />
      </div>
      <button
        type="button"
        aria-label={t("beside.close")}
        title={t("beside.close")}
        onClick={() => void closeBeside()}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function MissingTiles() {
  const fault = useBeside((store) => store.tileFault);
  const tilesRetried = useBeside((store) => store.tilesRetried);
  if (fault === null) return null;
  return (
    <p role="alert">
      {fault.message}{" "}
      <button type="button" className="button-quiet" onClick={tilesRetried}>
        {t("beside.readAgain")}
      </button>
    </p>
  );
}

/** Null where both scales are known. */
function sizesWords(first: number | null, second: number | null): string | null {
  if (first !== null && second !== null) return null;
  const why = first === second ? "bothUnscaled" : first === null ? "leftUnscaled" : "rightUnscaled";
  return `${t(`beside.${why}`)} ${t("beside.byPixels")}`;
}
