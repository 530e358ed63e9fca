import { useMemo } from "react";
import { labelOf } from "#annotations/annotation.ts";
import { areaOf } from "#annotations/outline.ts";
import type { NamedArea } from "#core/area.ts";
import { areaOfRect } from "#pipeline/cells/searched.ts";
import { selectedAnnotation } from "#stores/annotation-store.ts";
import { answerOf, turnOf } from "#stores/conversation-store.ts";
import { useAnnotations, useConversation, useView } from "#ui/session/room.tsx";

/** A part of the slide that cells can be counted in; its `area` is null for all of them. */
export interface CountedArea {
  readonly key: "all" | "patch" | "annotation";
  readonly label: string;
  readonly area: NamedArea | null;
}

const all: CountedArea = { key: "all", label: "All cells found", area: null };

/** All cells, then the selected patch and the selected annotation where there are such. */
export function useAreas(): readonly CountedArea[] {
  const patch = useSelectedPatch();
  const annotation = useSelectedAnnotation();
  return useMemo(
    () => [all, patch, annotation].flatMap((area) => (area === null ? [] : [area])),
    [patch, annotation],
  );
}

function useSelectedPatch(): CountedArea | null {
  const selected = useView((store) => store.selected);
  const answer = useConversation((store) =>
    selected === null ? null : answerOf(turnOf(store, selected.turnId)),
  );
  return useMemo(() => {
    const patch = answer?.patches.find(({ id }) => id === selected?.patchId);
    if (patch === undefined) return null;
    const label = `Patch P${patch.id}`;
    return { key: "patch", label, area: { ...areaOfRect(patch.rect), name: label } };
  }, [answer, selected]);
}

function useSelectedAnnotation(): CountedArea | null {
  const annotation = useAnnotations(selectedAnnotation);
  const label = useAnnotations((store) =>
    annotation === null ? "" : labelOf(annotation, store.annotations.indexOf(annotation)),
  );
  return useMemo(() => {
    const area = annotation === null ? null : areaOf(annotation.geometry);
    return area === null ? null : { key: "annotation", label, area: { ...area, name: label } };
  }, [annotation, label]);
}
