import { useDisplay, useRoom, useView } from "#ui/session/room.tsx";
import { toggleFullScreen } from "./full-screen.ts";
import { copyPicture, savePicture } from "./picture.ts";

/** What is seen, as a picture; the whole screen for it. */
export function PictureButtons() {
  const { stores } = useRoom();
  const isBeside = useDisplay((store) => store.isBeside);
  const besideToggled = useDisplay((store) => store.besideToggled);
  const isMounted = useView((store) => store.camera !== null);
  return (
    <section className="picture" aria-label="Picture">
      <h3>Picture</h3>
      <div className="row row-wrap">
        <button
          type="button"
          className="button"
          disabled={!isMounted}
          onClick={() => void savePicture(stores)}
        >
          Save as PNG
        </button>
        <button
          type="button"
          className="button"
          disabled={!isMounted}
          onClick={() => void copyPicture(stores)}
        >
          Copy
        </button>
        <button type="button" className="button" onClick={() => void toggleFullScreen(stores)}>
          Full screen
        </button>
        <button type="button" className="button" aria-pressed={isBeside} onClick={besideToggled}>
          Bare tissue beside
        </button>
      </div>
      <p className="quiet">As it is seen: light, scale bar, and the evidence unless H hides it.</p>
    </section>
  );
}
