import { useCellClasses } from "#ui/evidence/use-cell-classes.ts";
import { t } from "#ui/language/t.ts";
import { useOverlay, useView } from "#ui/session/room.tsx";

/** The class of the cell under the pointer, else of the selected one, and how sure the model is. */
export function CellReadout() {
  const picked = useOverlay((store) => store.pointed ?? store.selected);
  const isHidden = useView((store) => store.overlaysHidden);
  const classes = useCellClasses();
  if (picked === null || isHidden) return null;
  const { table, cell } = picked;
  const found = classes[table.classes[cell] ?? -1];
  if (found === undefined) return null;
  return (
    <p className="cell-readout hud">
      <span className="swatch" style={{ borderColor: found.colour }} />
      {found.name}
      <span className="measure quiet">
        {t("stage.sure", { percent: Math.round(100 * (table.confidences[cell] ?? 0)) })}
      </span>
    </p>
  );
}
