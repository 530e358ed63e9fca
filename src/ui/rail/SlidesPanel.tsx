import { openSlideOf } from "#stores/slide-store.ts";
import { useSession, useSlide } from "#ui/session/room.tsx";
import { AddressForm } from "#ui/slide/AddressForm.tsx";
import { demoSlide } from "#ui/slide/address.ts";
import { FolderButton } from "#ui/slide/FolderButton.tsx";
import { SlideFacts } from "./SlideFacts.tsx";

/** The open slide and the ways to open another. */
export function SlidesPanel() {
  const slide = useSlide(openSlideOf);
  const { openSlide } = useSession();
  return (
    <>
      {slide !== null && <SlideFacts description={slide.description} />}
      <h3>Open another</h3>
      <p className="quiet">
        A Deep Zoom folder (a .dzi file and its tiles), dropped anywhere on the page or chosen here.
        It is read in place; nothing is uploaded.
      </p>
      <FolderButton />
      <AddressForm />
      <button
        type="button"
        className="button-quiet"
        onClick={() => void openSlide(demoSlide(document.baseURI))}
      >
        Open the demo slide
      </button>
    </>
  );
}
