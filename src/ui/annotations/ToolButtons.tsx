import { labelOf } from "#annotations/annotation.ts";
import { draftShape } from "#annotations/draft.ts";
import { type AnnotationStore, selectedAnnotation } from "#stores/annotation-store.ts";
import { scaleOf } from "#stores/slide-store.ts";
import { keyName } from "#ui/commands/chord.ts";
import { useAnnotations, useSlide, useView } from "#ui/session/room.tsx";
import { RedoIcon, UndoIcon } from "./annotation-icons.tsx";
import { measureWords } from "./measure-words.ts";
import { tools } from "./tools.tsx";

/** The tools over the tissue; while their panel is open they stand in it. */
export function AnnotationToolbar() {
  const isElsewhere = useView((store) => store.panel === "annotations");
  const isReady = useView((store) => store.camera !== null);
  if (isElsewhere || !isReady) return null;
  return (
    <div className="annotation-toolbar">
      <ToolButtons />
    </div>
  );
}

export function ToolButtons() {
  const chosen = useAnnotations((store) => store.tool);
  const toolChosen = useAnnotations((store) => store.toolChosen);
  const undone = useAnnotations((store) => store.undone);
  const redone = useAnnotations((store) => store.redone);
  const canUndo = useAnnotations((store) => store.past.before.length > 0);
  const canRedo = useAnnotations((store) => store.past.after.length > 0);
  return (
    <>
      <div className="tool-buttons hud" role="toolbar" aria-label="Annotation tools">
        {tools.map(({ tool, name, key, icon }) => (
          <button
            key={tool}
            type="button"
            aria-label={name}
            title={`${name} (${keyName(key)})`}
            aria-pressed={chosen === tool}
            onClick={() => toolChosen(chosen === tool ? "move" : tool)}
          >
            {icon}
          </button>
        ))}
        <span className="tool-gap" />
        <button
          type="button"
          aria-label="Undo"
          title="Undo (Ctrl Z)"
          disabled={!canUndo}
          onClick={undone}
        >
          <UndoIcon />
        </button>
        <button
          type="button"
          aria-label="Redo"
          title="Redo (Ctrl Shift Z)"
          disabled={!canRedo}
          onClick={redone}
        >
          <RedoIcon />
        </button>
      </div>
      <ToolStatus />
    </>
  );
}

/** What the tool waits for, what is being drawn measures, or what is selected. */
function ToolStatus() {
  const micronsPerPixel = useSlide(scaleOf);
  const words = useAnnotations((store) => statusOf(store, micronsPerPixel));
  return (
    <p className="tool-status hud measure" role="status" hidden={words === ""}>
      {words}
    </p>
  );
}

function statusOf(store: AnnotationStore, micronsPerPixel: number | null): string {
  const { draft, tool, annotations, isHidden } = store;
  if (draft !== null) {
    const measured = measureWords(draftShape(draft), micronsPerPixel);
    if (measured !== "") return measured;
  }
  const hint = tools.find((one) => one.tool === tool)?.hint ?? "";
  if (hint !== "") return hint;
  const selected = selectedAnnotation(store);
  if (selected === null) return isHidden ? "Annotations hidden. A shows them." : "";
  const label = labelOf(selected, annotations.indexOf(selected));
  const measured = measureWords(selected.geometry, micronsPerPixel);
  return measured === "" ? label : `${label}: ${measured}`;
}
