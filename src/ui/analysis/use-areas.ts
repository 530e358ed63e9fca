import { useMemo } from "react";
import { areaOf } from "#annotations/outline.ts";
import type { NamedArea } from "#core/area.ts";
import { areaOfRect } from "#pipeline/cells/searched.ts";
import { selectedAnnotation } from "#stores/annotation-store.ts";
import { answerOf, turnOf } from "#stores/conversation-store.ts";
import { labelWords } from "#ui/annotations/label-words.ts";
import { t } from "#ui/language/t.ts";
import { useAnnotations, useConversation, useView } from "#ui/session/room.tsx";

/** A part of the slide that cells can be counted in; its `area` is null for all of them. */
export interface CountedArea {
  readonly key: "all" | "patch" | "annotation";
  readonly label: string;
  readonly area: NamedArea | null;
}

/** All cells, then the selected patch and the selected annotation where there are such. */
export function useAreas(): readonly CountedArea[] {
  const patch = useSelectedPatch();
  const annotation = useSelectedAnnotation();
  const label = t("analysis.allFound");
  return useMemo(
    () =>
      [{ key: "all", label, area: null } as const, patch, annotation].flatMap((area) =>
        area === null ? [] : [area],
      ),
    [label, patch, annotation],
  );
}

function useSelectedPatch(): CountedArea | null {
  const selected = useView((store) => store.selected);
  const answer = useConversation((store) =>
    selected === null ? null : answerOf(turnOf(store, selected.turnId)),
  );
  const patch = answer?.patches.find(({ id }) => id === selected?.patchId);
  const label = patch === undefined ? "" : t("analysis.patch", { id: patch.id });
  return useMemo(
    () =>
      patch === undefined
        ? null
        : { key: "patch", label, area: { ...areaOfRect(patch.rect), name: label } },
    [patch, label],
  );
}

function useSelectedAnnotation(): CountedArea | null {
  const annotation = useAnnotations(selectedAnnotation);
  const label = useAnnotations((store) =>
    annotation === null ? "" : labelWords(annotation, store.annotations.indexOf(annotation)),
  );
  return useMemo(() => {
    const area = annotation === null ? null : areaOf(annotation.geometry);
    return area === null ? null : { key: "annotation", label, area: { ...area, name: label } };
  }, [annotation, label]);
}
