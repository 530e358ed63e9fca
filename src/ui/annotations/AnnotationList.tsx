import { useState } from "react";
import { type Annotation, colourOf } from "#annotations/annotation.ts";
import { boundsOf } from "#annotations/outline.ts";
import { scaleOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import { useAnnotations, useSlide, useView } from "#ui/session/room.tsx";
import { DeleteIcon, EyeIcon } from "./annotation-icons.tsx";
import { labelWords } from "./label-words.ts";
import { measureWords } from "./measure-words.ts";

/** Rows shown at a time: a file may bring thousands. */
const rowsAtATime = 100;

/** Every annotation by name, class and measure; choosing one flies there. */
export function AnnotationList() {
  const annotations = useAnnotations((store) => store.annotations);
  const [rows, setRows] = useState(rowsAtATime);
  if (annotations.length === 0) {
    return <p className="quiet">{t("annotations.empty")}</p>;
  }
  return (
    <>
      <ul className="annotation-list" aria-label={t("annotations.list")}>
        {annotations.slice(0, rows).map((annotation, index) => (
          <Row key={annotation.id} annotation={annotation} label={labelWords(annotation, index)} />
        ))}
      </ul>
      {annotations.length > rows && (
        <button type="button" className="button-quiet" onClick={() => setRows(rows + rowsAtATime)}>
          {t("annotations.showMore", { total: annotations.length })}
        </button>
      )}
    </>
  );
}

function Row({ annotation, label }: { annotation: Annotation; label: string }) {
  const { id, geometry, classification } = annotation;
  const isSelected = useAnnotations((store) => store.selectedId === id);
  const isHidden = useAnnotations((store) => store.hiddenIds.has(id));
  const annotationSelected = useAnnotations((store) => store.annotationSelected);
  const visibilityToggled = useAnnotations((store) => store.visibilityToggled);
  const annotationDeleted = useAnnotations((store) => store.annotationDeleted);
  const camera = useView((store) => store.camera);
  const micronsPerPixel = useSlide(scaleOf);
  function choose(): void {
    annotationSelected(id);
    camera?.flyTo(boundsOf(geometry));
  }
  const facts = [classification?.name ?? "", measureWords(geometry, micronsPerPixel)];
  return (
    <li data-selected={isSelected} data-hidden={isHidden}>
      <button type="button" className="annotation-name" aria-pressed={isSelected} onClick={choose}>
        <span className="swatch" style={{ borderColor: colourOf(annotation) }} />
        <span>
          {label}
          <span className="quiet measure">{facts.filter((fact) => fact !== "").join(", ")}</span>
        </span>
      </button>
      <button
        type="button"
        aria-label={t("annotations.show", { name: label })}
        title={t(isHidden ? "annotations.show" : "annotations.hide", { name: label })}
        aria-pressed={!isHidden}
        onClick={() => visibilityToggled(id)}
      >
        <EyeIcon />
      </button>
      <button
        type="button"
        aria-label={t("annotations.delete", { name: label })}
        title={t("annotations.delete", { name: label })}
        onClick={() => annotationDeleted(id)}
      >
        <DeleteIcon />
      </button>
    </li>
  );
}
