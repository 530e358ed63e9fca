import { t } from "#ui/language/t.ts";
import { useCells } from "#ui/session/room.tsx";

/** Which cells are picked out, and the way back to none. */
export function PickedCells() {
  const highlight = useCells((store) => store.highlight);
  const cellsHighlighted = useCells((store) => store.cellsHighlighted);
  return (
    <div role="status" aria-label={t("analysis.picked")}>
      {highlight !== null && (
        <p className="row">
          <span>{t("analysis.pickedOut", { count: highlight.count, what: highlight.label })}</span>
          <button type="button" className="button" onClick={() => cellsHighlighted(null)}>
            {t("analysis.clear")}
          </button>
        </p>
      )}
    </div>
  );
}
