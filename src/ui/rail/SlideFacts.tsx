import type { LeftOut } from "#pipeline/quality/left-out.ts";
import { leftOutWords } from "#pipeline/quality/left-out-words.ts";
import type { Suitability } from "#pipeline/suitability.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import { useRuntime, useView } from "#ui/session/room.tsx";
import { scaleWords } from "#ui/status/scale-words.ts";
import { lengthLabel } from "#ui/viewer/scale-bar.ts";

/** What is known about the open slide. */
export function SlideFacts({ description }: { description: SlideDescription }) {
  const isDrawn = useView(({ view }) => view !== null);
  const suitability = useRuntime((store) => store.suitability);
  const leftOut = useRuntime((store) => store.leftOut);
  const { name, width, height, micronsPerPixel, objectivePower, format } = description;
  return (
    <dl className="facts measure">
      <dt>Slide</dt>
      <dd>
        <strong>{name}</strong>
        {!isDrawn && ", being drawn"}
      </dd>
      <dt>Size</dt>
      <dd>
        {width.toLocaleString("en")} x {height.toLocaleString("en")} px
        {micronsPerPixel !== null &&
          `, ${lengthLabel(width * micronsPerPixel)} x ${lengthLabel(height * micronsPerPixel)}`}
      </dd>
      <dt>Scale</dt>
      <dd>{scaleWords(description)}</dd>
      <dt>Scanner</dt>
      <dd>{description.vendor ?? "not recorded"}</dd>
      <dt>Objective</dt>
      <dd>{objectivePower === null ? "not recorded" : `${objectivePower}×`}</dd>
      <dt>File</dt>
      <dd>
        {[format, description.compression, levelWords(description)].join(", ")}
        {description.notes.map((note) => (
          <p key={note} className="quiet">
            {note}
          </p>
        ))}
      </dd>
      <dt>Colours</dt>
      <dd>
        {description.hasColourProfile
          ? "as stored; the file's colour profile is not applied"
          : "as stored; the file has no colour profile"}
      </dd>
      <dt>Stain</dt>
      <dd>{stainWords(suitability)}</dd>
      <dt>Tissue</dt>
      <dd>{leftOut === null ? "not looked at yet" : tissueWords(leftOut)}</dd>
    </dl>
  );
}

/** What of it no model sees; the layer "Not analysed" shows where. */
function tissueWords({ shares }: LeftOut): string {
  return leftOutWords(shares) ?? "all of it is analysed";
}

function levelWords({ levels }: SlideDescription): string {
  const stored = levels.filter(({ isStored }) => isStored).length;
  const made = levels.length - stored;
  const count = `${stored} ${stored === 1 ? "level" : "levels"}`;
  return made === 0 ? count : `${count} and ${made} made here`;
}

/** Whether the models know such slides, and how far off it is where they do not. */
function stainWords(suitability: Suitability | null): string {
  if (suitability === null) return "not judged yet";
  const { verdict, score, reason } = suitability;
  if (verdict === "suitable") return "like the H&E the models know";
  if (verdict === "unknown" || score === null) return "not judged: the pack cannot";
  return `unlike the H&E the models know (score ${score.toFixed(1)}, limit 1). ${reason}`;
}
