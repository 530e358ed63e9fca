import { useCellClasses } from "#ui/evidence/use-cell-classes.ts";
import { t } from "#ui/language/t.ts";
import { heatColour } from "#ui/overlay/colour-map.ts";
import { heatLabel, heatTitle } from "#ui/overlay/heat-title.ts";
import type { Heat } from "./use-heat.ts";

const steps = Array.from({ length: 17 }, (_, step) => `rgb(${heatColour(step / 16).join(" ")})`);

/** What the heat map's colours mean. */
export function HeatLegend({ heat: { score, scores } }: { heat: Heat }) {
  const classes = useCellClasses();
  const { least, most } = scores;
  const [low, high] = [heatLabel(score, least), heatLabel(score, most)];
  return (
    <figure className="heat-legend hud">
      <figcaption>{heatTitle(score, classes)}</figcaption>
      <div
        className="colour-bar"
        role="img"
        aria-label={t("layers.colourBar", { low, high })}
        style={{ background: `linear-gradient(to right, ${steps.join()})` }}
      />
      <div className="row measure">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    </figure>
  );
}
