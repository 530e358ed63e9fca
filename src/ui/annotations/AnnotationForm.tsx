import { type FocusEvent, type KeyboardEvent, useState } from "react";
import type { Annotation, AnnotationClass } from "#annotations/annotation.ts";
import type { Description } from "#stores/annotation-store.ts";
import { t } from "#ui/language/t.ts";
import { useAnnotations } from "#ui/session/room.tsx";

/** Name, class and note of the selected annotation; a field is kept when it is left. */
export function AnnotationForm({ annotation }: { annotation: Annotation }) {
  const annotationDescribed = useAnnotations((store) => store.annotationDescribed);
  const keepChange = (change: Description) => annotationDescribed(annotation.id, change);
  const keep =
    (field: "name" | "note") => (event: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const value = event.target.value.trim();
      if (value !== annotation[field]) keepChange({ [field]: value });
    };
  const { name, note, isLocked } = annotation;
  return (
    <fieldset className="annotation-form">
      <legend>{t("annotations.selected")}</legend>
      <label>
        {t("annotations.name")}
        <input key={name} defaultValue={name} onBlur={keep("name")} onKeyDown={leaveOnEnter} />
      </label>
      <ClassChoice
        annotation={annotation}
        onChoice={(classification) => keepChange({ classification })}
      />
      <label>
        {t("annotations.note")}
        <textarea key={note} rows={2} defaultValue={note} onBlur={keep("note")} />
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={isLocked}
          onChange={() => keepChange({ isLocked: !isLocked })}
        />
        {t("annotations.locked")}
      </label>
    </fieldset>
  );
}

/** The field was just asked for. */
const focusOnce = (field: HTMLInputElement | null): void => field?.focus();

function leaveOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === "Enter") event.currentTarget.blur();
}

interface ClassProps {
  readonly annotation: Annotation;
  readonly onChoice: (classification: AnnotationClass | null) => void;
}

/** Colours for classes made here, told apart by the colour-blind too (Okabe and Ito, 2008). */
const madeColours = ["#e69f00", "#56b4e9", "#009e73", "#0072b2", "#d55e00", "#cc79a7"] as const;

function ClassChoice({ annotation, onChoice }: ClassProps) {
  const classes = useAnnotations((store) => store.classes);
  const classMade = useAnnotations((store) => store.classMade);
  const [isMaking, setMaking] = useState(false);
  const chosen = annotation.classification?.name ?? "";
  function make(name: string): void {
    setMaking(false);
    if (name === "") return;
    const known = classes.find((one) => one.name.toLowerCase() === name.toLowerCase());
    const colour = madeColours[classes.length % madeColours.length] ?? madeColours[0];
    const made = known ?? { name, colour };
    classMade(made);
    onChoice(made);
  }
  return (
    <>
      <label>
        {t("annotations.class")}
        <select
          value={chosen}
          onChange={({ target }) =>
            onChoice(classes.find(({ name }) => name === target.value) ?? null)
          }
        >
          <option value="">{t("common.none")}</option>
          {classes.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {isMaking ? (
        <label>
          {t("annotations.className")}
          <input
            ref={focusOnce}
            onKeyDown={leaveOnEnter}
            onBlur={({ target }) => make(target.value.trim())}
          />
        </label>
      ) : (
        <button type="button" className="button-quiet" onClick={() => setMaking(true)}>
          {t("annotations.newClass")}
        </button>
      )}
    </>
  );
}
