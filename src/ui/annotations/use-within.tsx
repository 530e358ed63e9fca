import { type ReactNode, useState } from "react";
import { labelOf } from "#annotations/annotation.ts";
import { areaOf } from "#annotations/outline.ts";
import type { NamedArea } from "#core/area.ts";
import { selectedAnnotation } from "#stores/annotation-store.ts";
import { useAnnotations } from "#ui/session/room.tsx";

/** The part of the slide a question is put to, and the choice of it; none while nothing is selected. */
export interface Within {
  readonly within: NamedArea | undefined;
  readonly choice: ReactNode;
}

/** Offers to ask only about the selected annotation; another one has to be chosen anew. */
export function useWithin(): Within {
  const selected = useAnnotations(selectedAnnotation);
  const label = useAnnotations((store) =>
    selected === null ? "" : labelOf(selected, store.annotations.indexOf(selected)),
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
        Ask only about {label}
      </label>
    ),
  };
}
