import { t } from "#ui/language/t.ts";
import { useRoom, useView } from "#ui/session/room.tsx";
import { toggleFullScreen } from "./full-screen.ts";
import { copyPicture, savePicture } from "./picture.ts";

/** What is seen, as a picture; the whole screen for it. */
export function PictureButtons() {
  const { stores } = useRoom();
  const isMounted = useView((store) => store.camera !== null);
  return (
    <section className="picture" aria-label={t("display.picture")}>
      <h3>{t("display.picture")}</h3>
      <div className="row row-wrap">
        <button
          type="button"
          className="button"
          disabled={!isMounted}
          onClick={() => void savePicture(stores)}
        >
          {t("display.savePng")}
        </button>
        <button
          type="button"
          className="button"
          disabled={!isMounted}
          onClick={() => void copyPicture(stores)}
        >
          {t("display.copy")}
        </button>
        <button type="button" className="button" onClick={() => void toggleFullScreen(stores)}>
          {t("display.fullScreen")}
        </button>
      </div>
      <p className="quiet">{t("display.pictureHint")}</p>
    </section>
  );
}
