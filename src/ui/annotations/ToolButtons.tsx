import { draftShape } from "#annotations/draft.ts";
import { type AnnotationStore, selectedAnnotation } from "#stores/annotation-store.ts";
import { scaleOf } from "#stores/slide-store.ts";
import { keyName } from "#ui/commands/chord.ts";
import { t } from "#ui/language/t.ts";
import { useAnnotations, useSlide, useView } from "#ui/session/room.tsx";
import { RedoIcon, UndoIcon } from "./annotation-icons.tsx";
import { labelWords } from "./label-words.ts";
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
  const steps = useSteps();
  return (
    <>
      <div className="tool-buttons hud" role="toolbar" aria-label={t("annotations.tools")}>
        {tools.map(({ tool, name, key, icon }) => (
          <button
            key={tool}
            type="button"
            aria-label={t(name)}
            title={`${t(name)} (${keyName(key)})`}
            aria-pressed={chosen === tool}
            onClick={() => toolChosen(chosen === tool ? "move" : tool)}
          >
            {icon}
          </button>
        ))}
        <span className="tool-gap" />
        {steps.map(({ name, key, icon, isThere, take }) => (
          <button
            key={key}
            type="button"
            aria-label={t(name)}
            title={`${t(name)} (${keyName(key)})`}
            disabled={!isThere}
            onClick={take}
          >
            {icon}
          </button>
        ))}
      </div>
      <ToolStatus />
    </>
  );
}

/** Back and forth through what was drawn. */
function useSteps() {
  const undone = useAnnotations((store) => store.undone);
  const redone = useAnnotations((store) => store.redone);
  const { before, after } = useAnnotations((store) => store.past);
  return [
    {
      name: "annotations.undo",
      key: "Ctrl+z",
      icon: <UndoIcon />,
      isThere: before.length > 0,
      take: undone,
    },
    {
      name: "annotations.redo",
      key: "Ctrl+Shift+z",
      icon: <RedoIcon />,
      isThere: after.length > 0,
      take: redone,
    },
  ] as const;
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
  const hint = tools.find((one) => one.tool === tool)?.hint ?? null;
  if (hint !== null) return t(hint);
  const selected = selectedAnnotation(store);
  if (selected === null) return isHidden ? t("annotations.hidden") : "";
  const label = labelWords(selected, annotations.indexOf(selected));
  const measured = measureWords(selected.geometry, micronsPerPixel);
  return measured === "" ? label : `${label}: ${measured}`;
}
