import type { LeftOut } from "#pipeline/quality/left-out.ts";
import type { Suitability } from "#pipeline/suitability.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import { figure, grouped } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import { useRuntime, useView } from "#ui/session/room.tsx";
import { scaleWords } from "#ui/status/scale-words.ts";
import { lengthLabel } from "#ui/viewer/scale-bar.ts";
import { leftOutWords } from "./share-words.ts";

/** What is known about the open slide. */
export function SlideFacts({ description }: { description: SlideDescription }) {
  const isDrawn = useView(({ view }) => view !== null);
  const suitability = useRuntime((store) => store.suitability);
  const leftOut = useRuntime((store) => store.leftOut);
  const { name, width, height, micronsPerPixel, objectivePower, format } = description;
  return (
    <dl className="facts measure">
      <dt>{t("slides.slide")}</dt>
      <dd>
        <strong>{name}</strong>
        {!isDrawn && t("slides.beingDrawn")}
      </dd>
      <dt>{t("slides.size")}</dt>
      <dd>
        {grouped(width)} x {grouped(height)} px
        {micronsPerPixel !== null &&
          `, ${lengthLabel(width * micronsPerPixel)} x ${lengthLabel(height * micronsPerPixel)}`}
      </dd>
      <dt>{t("slides.scale")}</dt>
      <dd>{scaleWords(description)}</dd>
      <dt>{t("slides.scanner")}</dt>
      <dd>{description.vendor ?? t("slides.notRecorded")}</dd>
      <dt>{t("slides.objective")}</dt>
      <dd>{objectivePower === null ? t("slides.notRecorded") : `${figure(objectivePower)}×`}</dd>
      <dt>{t("slides.file")}</dt>
      <dd>
        {[format, description.compression, levelWords(description)].join(", ")}
        {description.notes.map((note) => (
          <p key={note} className="quiet">
            {note}
          </p>
        ))}
      </dd>
      <dt>{t("slides.colours")}</dt>
      <dd>{t(description.hasColourProfile ? "slides.profile" : "slides.noProfile")}</dd>
      <dt>{t("slides.stain")}</dt>
      <dd>{stainWords(suitability)}</dd>
      <dt>{t("slides.tissue")}</dt>
      <dd>{leftOut === null ? t("slides.notLookedAt") : tissueWords(leftOut)}</dd>
    </dl>
  );
}

/** What of it no model sees; the layer "Not analysed" shows where. */
function tissueWords({ shares }: LeftOut): string {
  return leftOutWords(shares) ?? t("slides.allAnalysed");
}

function levelWords({ levels }: SlideDescription): string {
  const stored = levels.filter(({ isStored }) => isStored).length;
  const made = levels.length - stored;
  return made === 0
    ? t("slides.levels", { count: stored })
    : t("slides.levelsMade", { count: stored, made });
}

/** Whether the models know such slides, and how far off it is where they do not. */
function stainWords(suitability: Suitability | null): string {
  if (suitability === null) return t("slides.notJudged");
  const { verdict, score, reason } = suitability;
  if (verdict === "suitable") return t("slides.suitable");
  if (verdict === "unknown" || score === null) return t("slides.cannotJudge");
  return t("slides.unlike", { score: figure(score.toFixed(1)), reason });
}
