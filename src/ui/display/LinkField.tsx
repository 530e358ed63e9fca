import { openSlideOf } from "#stores/slide-store.ts";
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
    <section className="link" aria-label="Link">
      <h3>Link to this view</h3>
      <div className="row">
        <input
          readOnly
          aria-label="Address of this view"
          value={link}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="button" onClick={() => void copyLink(stores)}>
          Copy link
        </button>
      </div>
      <p className="quiet">
        {origin === "files"
          ? "This slide lies on your computer: whoever follows the link is asked for the file."
          : "It opens the slide at this place. A question in it is written, not asked."}
      </p>
    </section>
  );
}
