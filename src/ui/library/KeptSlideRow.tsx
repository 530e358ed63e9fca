import { useState } from "react";
import type { KeptSlide } from "#library/kept-slide.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import { useLibrary, useSlide } from "#ui/session/room.tsx";
import { KeptThumbnail } from "./KeptThumbnail.tsx";
import type { LibraryActions } from "./library-actions.ts";
import { openedWords } from "./library-words.ts";
import { isReachable } from "./slide-place.ts";

interface Props {
  readonly slide: KeptSlide;
  readonly actions: LibraryActions;
}

/** One remembered slide: opens with a click; forgetting it is asked twice. */
export function KeptSlideRow({ slide, actions }: Props) {
  const [isAsking, setAsking] = useState(false);
  const isOpen = useLibrary((store) => store.keptDigest === slide.digest);
  const hasSlide = useSlide((store) => openSlideOf(store) !== null);
  const { name, pictureFault } = slide;
  return (
    <li className="kept-slide" aria-label={name}>
      <button
        type="button"
        className="kept-open"
        disabled={isOpen || !isReachable(slide)}
        aria-label={t("library.open", { name })}
        title={pictureFault && t("library.noPicture", { why: pictureFault })}
        onClick={() => void actions.open(slide)}
      >
        <KeptThumbnail digest={slide.digest} />
        <span>
          <strong>{name}</strong>
          <span className="quiet">{stateWords(slide, isOpen)}</span>
        </span>
      </button>
      {isAsking ? (
        <div className="row" role="alert">
          <span>{t("library.forgetAsked")}</span>
          <button type="button" className="button" onClick={() => void actions.forget([slide])}>
            {t("library.forget", { name })}
          </button>
          <button type="button" className="button" onClick={() => setAsking(false)}>
            {t("library.keep")}
          </button>
        </div>
      ) : (
        <div className="row">
          {hasSlide && isReachable(slide) && (
            <button
              type="button"
              className="button-quiet"
              aria-label={t("beside.openKeptNamed", { name })}
              onClick={() => void actions.openBeside(slide)}
            >
              {t("beside.openKept")}
            </button>
          )}
          <button
            type="button"
            className="button-quiet"
            aria-label={t("library.exportOne", { name })}
            onClick={() => void actions.exportAll([slide])}
          >
            {t("library.export")}
          </button>
          <button
            type="button"
            className="button-quiet"
            aria-label={t("library.forgetOne", { name })}
            onClick={() => setAsking(true)}
          >
            {t("library.forgetShort")}
          </button>
        </div>
      )}
    </li>
  );
}

function stateWords(slide: KeptSlide, isOpen: boolean): string {
  if (isOpen) return t("library.openNow");
  const opened = openedWords(slide.openedAt, Date.now());
  return isReachable(slide) ? opened : t("library.chooseAgain", { opened });
}
