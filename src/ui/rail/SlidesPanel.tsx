import { readFormats } from "#slides/slide-faults.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import { LibraryPart } from "#ui/library/LibraryPart.tsx";
import { useSession, useSlide } from "#ui/session/room.tsx";
import { AddressForm } from "#ui/slide/AddressForm.tsx";
import { demoSlide } from "#ui/slide/address.ts";
import { OpenButtons } from "#ui/slide/OpenButtons.tsx";
import { SlideFacts } from "./SlideFacts.tsx";
import { SlidePictures } from "./SlidePictures.tsx";

/** The open slide, the ways to open another, and those of earlier visits. */
export function SlidesPanel() {
  const slide = useSlide(openSlideOf);
  const { openSlide } = useSession();
  return (
    <>
      {slide !== null && <SlideFacts description={slide.description} />}
      {slide !== null && <SlidePictures key={slide.description.name} slide={slide} />}
      <h3>{t("slides.openAnother")}</h3>
      <p className="quiet">{t("slides.openHint", { formats: readFormats })}</p>
      <OpenButtons />
      <AddressForm />
      <button
        type="button"
        className="button-quiet"
        onClick={() => void openSlide(demoSlide(document.baseURI))}
      >
        {t("slides.openDemo")}
      </button>
      <LibraryPart />
    </>
  );
}
