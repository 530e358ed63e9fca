import { openSlideOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import { copyLink, linkOf } from "#ui/link/copy-link.ts";
import { useDisplay, useRoom, useSlide, useView } from "#ui/session/room.tsx";

/** The address of this view, to be sent to a colleague. */
export function LinkField() {
  const { stores } = useRoom();
  const slide = useSlide(openSlideOf);
  const origin = useSlide(({ state }) => (state.kind === "open" ? state.origin.kind : null));
  // The link follows views that were rested at, not every frame of a movement.
  useDisplay((store) => store.history);
  useView((store) => store.selected);
  const link = linkOf(stores, document.baseURI);
  if (slide === null || link === null) return null;
  return (
    <section className="link" aria-label={t("display.link")}>
      <h3>{t("display.linkTitle")}</h3>
      <div className="row">
        <input
          readOnly
          aria-label={t("display.linkAddress")}
          value={link}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="button" onClick={() => void copyLink(stores)}>
          {t("display.copyLink")}
        </button>
      </div>
      <p className="quiet">{t(origin === "files" ? "display.linkOfFile" : "display.linkOpens")}</p>
    </section>
  );
}
