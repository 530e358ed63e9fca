import { useCellClasses } from "#ui/evidence/use-cell-classes.ts";
import { t } from "#ui/language/t.ts";
import { useOverlay, useView } from "#ui/session/room.tsx";

/** Which classes of cells are drawn, in which colours, and how. */
export function ClassLayers() {
  const classes = useCellClasses();
  const hiddenClasses = useView((store) => store.hiddenClasses);
  const classToggled = useView((store) => store.classToggled);
  const colourChosen = useOverlay((store) => store.colourChosen);
  if (classes.length === 0) return null;
  return (
    <fieldset>
      <legend>{t("layers.cellsByClass")}</legend>
      {classes.map(({ name, colour }, cellClass) => (
        <div key={name} className="class-layer">
          <label>
            <input
              type="checkbox"
              checked={!hiddenClasses.has(cellClass)}
              onChange={() => classToggled(cellClass)}
            />
            {name}
          </label>
          <input
            type="color"
            aria-label={t("layers.colourOf", { name })}
            value={colour}
            onChange={({ target }) => colourChosen(cellClass, target.value)}
          />
        </div>
      ))}
      <ResetColours />
      <CellLooks />
    </fieldset>
  );
}

/** Back to the pack's colours, which people with colour blindness can tell apart (Okabe and Ito). */
function ResetColours() {
  const isChanged = useOverlay((store) => store.classColours.size > 0);
  const coloursReset = useOverlay((store) => store.coloursReset);
  return (
    <button type="button" className="button" disabled={!isChanged} onClick={coloursReset}>
      {t("layers.usualColours")}
    </button>
  );
}

function CellLooks() {
  const leastConfidence = useOverlay((store) => store.leastConfidence);
  const confidenceChosen = useOverlay((store) => store.confidenceChosen);
  const isFaded = useOverlay((store) => store.isFaded);
  const isFilled = useOverlay((store) => store.isFilled);
  const fadingToggled = useOverlay((store) => store.fadingToggled);
  const fillingToggled = useOverlay((store) => store.fillingToggled);
  const percent = Math.round(100 * leastConfidence);
  return (
    <>
      <label className="slider">
        {t("layers.leastConfidence")}
        <input
          type="range"
          min={0}
          max={100}
          value={percent}
          onChange={({ target }) => confidenceChosen(target.valueAsNumber / 100)}
        />
        <output className="measure">{percent} %</output>
      </label>
      <label>
        <input type="checkbox" checked={isFaded} onChange={fadingToggled} />
        {t("layers.paler")}
      </label>
      <label>
        <input type="checkbox" checked={isFilled} onChange={fillingToggled} />
        {t("layers.filled")}
      </label>
    </>
  );
}
