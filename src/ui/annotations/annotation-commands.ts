import { finished, withoutLastPoint } from "#annotations/draft.ts";
import { boxBetween } from "#annotations/edit.ts";
import type { Command } from "#ui/commands/command.ts";
import { t } from "#ui/language/t.ts";
import type { Room } from "#ui/session/room.tsx";
import type { Stores } from "#ui/session/stores.ts";
import { tools } from "./tools.tsx";

/** Marking the slide: tools, undo, and what is selected. */
export function annotationCommands({ stores }: Room): readonly Command[] {
  const marks = stores.annotations.getState;
  const command = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: "annotations",
    keys,
    run,
  });
  return [
    ...tools.map(({ tool, name, key }) =>
      command(
        tool === "move" ? t(name) : t("annotations.draw", { tool: t(name).toLowerCase() }),
        [key],
        () => marks().toolChosen(tool),
      ),
    ),
    command(t("annotations.annotateView"), [], () => markView(stores)),
    command(t("annotations.closePolygon"), [], () => closeDraft(stores)),
    command(t("annotations.deleteSelected"), ["Delete", "Backspace"], () => deleteSelected(stores)),
    command(t("annotations.undo"), ["Ctrl+z"], () => marks().undone()),
    command(t("annotations.redo"), ["Ctrl+Shift+z", "Ctrl+y"], () => marks().redone()),
    command(t("annotations.hideOrShow"), ["a"], () => marks().allToggled()),
    command(t("annotations.fillOrNot"), ["f"], () => marks().fillToggled()),
    command(t("annotations.panel"), [], () => stores.view.getState().panelToggled("annotations")),
  ];
}

/** Whether Escape had something of the tools to put away: the draft first, then the tool. */
export function leaveTool({ annotations }: Stores): boolean {
  const { draft, tool, draftChanged, toolChosen } = annotations.getState();
  if (draft !== null) draftChanged(null);
  else if (tool !== "move") toolChosen("move");
  else return false;
  return true;
}

/** A rectangle over the middle of the view: an annotation without a pointer. */
function markView({ view, annotations }: Stores): void {
  const { bounds } = view.getState().view ?? {};
  if (bounds === undefined) return;
  const share = 0.2;
  const { x, y, width, height } = bounds;
  const rect = boxBetween(
    [x + share * width, y + share * height],
    [x + (1 - share) * width, y + (1 - share) * height],
  );
  annotations.getState().shapeDrawn({ kind: "rectangle", rect });
}

/** Ends the polygon being drawn with the corners it has. */
export function closeDraft({ annotations }: Stores): void {
  const { draft, draftChanged, shapeDrawn } = annotations.getState();
  const step = draft === null ? null : finished(draft);
  if (step?.kind !== "done" || draft?.tool !== "polygon") return;
  if (step.geometry === null) draftChanged(null);
  else shapeDrawn(step.geometry);
}

function deleteSelected({ annotations }: Stores): void {
  const { draft, draftChanged, selectedId, annotationDeleted } = annotations.getState();
  if (draft !== null) draftChanged(withoutLastPoint(draft));
  else if (selectedId !== null) annotationDeleted(selectedId);
}
