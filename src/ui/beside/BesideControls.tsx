import { t } from "#ui/language/t.ts";
import { useBeside, useDisplay, useRoom, useView } from "#ui/session/room.tsx";
import { ChooseButtons } from "#ui/slide/ChooseButtons.tsx";
import { toggleBare } from "./beside-actions.ts";

/** What stands at the right of the slide: its bare tissue, or another slide. */
export function BesideControls() {
  const room = useRoom();
  const isBare = useDisplay((store) => store.isBeside);
  const isFree = useBeside((store) => store.state.kind === "none");
  const isMounted = useView((store) => store.camera !== null);
  const { openBeside } = room.session;
  return (
    <section className="picture" aria-label={t("beside.title")}>
      <h3>{t("beside.title")}</h3>
      <div className="row row-wrap">
        <button
          type="button"
          className="button"
          aria-pressed={isBare && isFree}
          onClick={() => toggleBare(room)}
        >
          {t("display.beside")}
        </button>
        {isMounted && (
          <ChooseButtons
            file={t("beside.open")}
            folder={t("beside.openFolder")}
            onChosen={(origin) => void openBeside(origin)}
          />
        )}
      </div>
      <p className="quiet">{isFree ? t("beside.hint") : t("beside.howToAlign")}</p>
    </section>
  );
}
