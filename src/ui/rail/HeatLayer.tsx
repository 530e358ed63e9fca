import type { HeatScore } from "#stores/overlay-store.ts";
import { useCellClasses } from "#ui/evidence/use-cell-classes.ts";
import { heatTitle } from "#ui/overlay/heat-title.ts";
import { useCells, useOverlay, useView } from "#ui/session/room.tsx";

/** Which score of the patches is drawn as a heat map. */
export function HeatLayer() {
  const classes = useCellClasses();
  const heat = useOverlay((store) => store.heat);
  const heatChosen = useOverlay((store) => store.heatChosen);
  const lack = useLack(heat);
  const shares = classes.map((_, cellClass): HeatScore => ({ kind: "share", cellClass }));
  const scores: readonly HeatScore[] = [{ kind: "relevance" }, { kind: "density" }, ...shares];
  const chosen = scores.findIndex((score) => isSame(score, heat));
  return (
    <fieldset>
      <legend>Heat map</legend>
      <label className="heat-choice">
        Score of each patch
        <select
          value={chosen}
          onChange={({ target }) => heatChosen(scores[Number(target.value)] ?? null)}
        >
          <option value={-1}>None</option>
          {scores.map((score, index) => (
            <option key={heatTitle(score, classes)} value={index}>
              {heatTitle(score, classes)}
            </option>
          ))}
        </select>
      </label>
      {lack !== null && <p className="quiet">{lack}</p>}
    </fieldset>
  );
}

const isSame = (score: HeatScore, other: HeatScore | null): boolean =>
  score.kind === other?.kind &&
  (score.kind !== "share" || (other.kind === "share" && score.cellClass === other.cellClass));

/** What has to come first for the score that is chosen. */
function useLack(heat: HeatScore | null): string | null {
  const hasCells = useCells((store) => store.table !== null);
  const hasAnswer = useView((store) => store.shownTurn !== null);
  if (heat === null) return null;
  if (heat.kind === "relevance") return hasAnswer ? null : "Ask a question first.";
  return hasCells ? null : "The cells of the whole slide have not been looked for yet.";
}
