import { useState } from "react";
import type { KeptSlide } from "#library/kept-slide.ts";
import { useLibrary } from "#ui/session/room.tsx";
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
  const { name } = slide;
  return (
    <li className="kept-slide" aria-label={name}>
      <button
        type="button"
        className="kept-open"
        disabled={isOpen || !isReachable(slide)}
        aria-label={`Open ${name}`}
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
          <span>Forget its marks, conversation and analysis for good?</span>
          <button type="button" className="button" onClick={() => void actions.forget([slide])}>
            Forget {name}
          </button>
          <button type="button" className="button" onClick={() => setAsking(false)}>
            Keep it
          </button>
        </div>
      ) : (
        <div className="row">
          <button
            type="button"
            className="button-quiet"
            aria-label={`Export ${name}`}
            onClick={() => void actions.exportAll([slide])}
          >
            Export
          </button>
          <button
            type="button"
            className="button-quiet"
            aria-label={`Forget ${name}…`}
            onClick={() => setAsking(true)}
          >
            Forget…
          </button>
        </div>
      )}
    </li>
  );
}

function stateWords(slide: KeptSlide, isOpen: boolean): string {
  if (isOpen) return "open now";
  const opened = openedWords(slide.openedAt, Date.now());
  return isReachable(slide) ? opened : `${opened}; choose its file again to open it`;
}
