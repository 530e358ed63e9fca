import { selectedAnnotation } from "#stores/annotation-store.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import { useAnnotations, useSlide } from "#ui/session/room.tsx";
import { AnnotationForm } from "./AnnotationForm.tsx";
import { AnnotationList } from "./AnnotationList.tsx";
import { ImportNotice } from "./ImportNotice.tsx";
import { ToolButtons } from "./ToolButtons.tsx";
import { TransferButtons } from "./TransferButtons.tsx";

/** All that is marked on the slide: drawn, named, measured, sent and fetched. */
export function AnnotationsPanel() {
  const isOpen = useSlide((store) => openSlideOf(store) !== null);
  const isHidden = useAnnotations((store) => store.isHidden);
  const isFilled = useAnnotations((store) => store.isFilled);
  const allToggled = useAnnotations((store) => store.allToggled);
  const fillToggled = useAnnotations((store) => store.fillToggled);
  const selected = useAnnotations(selectedAnnotation);
  if (!isOpen) return <p className="quiet">{t("annotations.noSlide")}</p>;
  return (
    <div className="annotations-panel">
      <ToolButtons />
      <fieldset>
        <legend className="sr-only">{t("annotations.howDrawn")}</legend>
        <label>
          <input type="checkbox" checked={!isHidden} onChange={allToggled} />
          {t("annotations.showAll")}
        </label>
        <label>
          <input type="checkbox" checked={isFilled} onChange={fillToggled} />
          {t("annotations.fill")}
        </label>
      </fieldset>
      <AnnotationList />
      {selected !== null && <AnnotationForm key={selected.id} annotation={selected} />}
      <TransferButtons />
      <ImportNotice />
    </div>
  );
}
