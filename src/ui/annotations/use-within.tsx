import { type ReactNode, useState } from "react";
import { areaOf } from "#annotations/outline.ts";
import type { NamedArea } from "#core/area.ts";
import { selectedAnnotation } from "#stores/annotation-store.ts";
import { t } from "#ui/language/t.ts";
import { useAnnotations } from "#ui/session/room.tsx";
import { labelWords } from "./label-words.ts";

/** The part of the slide a question is put to, and the choice of it; none while nothing is selected. */
export interface Within {
  readonly within: NamedArea | undefined;
  readonly choice: ReactNode;
}

/** Offers to ask only about the selected annotation; another one has to be chosen anew. */
export function useWithin(): Within {
  const selected = useAnnotations(selectedAnnotation);
  const label = useAnnotations((store) =>
    selected === null ? "" : labelWords(selected, store.annotations.indexOf(selected)),
  );
  const [chosenId, setChosenId] = useState<string | null>(null);
  const area = selected === null ? null : areaOf(selected.geometry);
  if (selected === null || area === null) return { within: undefined, choice: null };
  const isChosen = chosenId === selected.id;
  return {
    within: isChosen ? { ...area, name: label } : undefined,
    choice: (
      <label className="within">
        <input
          type="checkbox"
          checked={isChosen}
          onChange={() => setChosenId(isChosen ? null : selected.id)}
        />
        {t("annotations.askWithin", { area: label })}
      </label>
    ),
  };
}
