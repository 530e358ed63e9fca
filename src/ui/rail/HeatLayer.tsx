import type { HeatScore } from "#stores/overlay-store.ts";
import { useCellClasses } from "#ui/evidence/use-cell-classes.ts";
import { t } from "#ui/language/t.ts";
import { heatTitle } from "#ui/overlay/heat-title.ts";
import { useOverlay, useView } from "#ui/session/room.tsx";
import { CellsNeeded } from "./CellsNeeded.tsx";

/** Which score of the patches is drawn as a heat map. */
export function HeatLayer() {
  const classes = useCellClasses();
  const heat = useOverlay((store) => store.heat);
  const heatChosen = useOverlay((store) => store.heatChosen);
  const hasAnswer = useView((store) => store.shownTurn !== null);
  const shares = classes.map((_, cellClass): HeatScore => ({ kind: "share", cellClass }));
  const scores: readonly HeatScore[] = [{ kind: "relevance" }, { kind: "density" }, ...shares];
  const chosen = scores.findIndex((score) => isSame(score, heat));
  return (
    <fieldset>
      <legend>{t("layers.heatMap")}</legend>
      <label className="heat-choice">
        {t("layers.scoreOfPatch")}
        <select
          value={chosen}
          onChange={({ target }) => heatChosen(scores[Number(target.value)] ?? null)}
        >
          <option value={-1}>{t("common.none")}</option>
          {scores.map((score, index) => (
            <option key={heatTitle(score, classes)} value={index}>
              {heatTitle(score, classes)}
            </option>
          ))}
        </select>
      </label>
      {heat?.kind === "relevance" && !hasAnswer && <p className="quiet">{t("layers.askFirst")}</p>}
      {heat !== null && heat.kind !== "relevance" && <CellsNeeded />}
    </fieldset>
  );
}

const isSame = (score: HeatScore, other: HeatScore | null): boolean =>
  score.kind === other?.kind &&
  (score.kind !== "share" || (other.kind === "share" && score.cellClass === other.cellClass));
