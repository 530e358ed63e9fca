import type { SlideDescription } from "#slides/slide-source.ts";
import { useView } from "#ui/session/room.tsx";
import { scaleWords } from "#ui/status/scale-words.ts";
import { lengthLabel } from "#ui/viewer/scale-bar.ts";

/** What is known about the open slide. */
export function SlideFacts({ description }: { description: SlideDescription }) {
  const isDrawn = useView(({ view }) => view !== null);
  const { name, width, height, micronsPerPixel, objectivePower } = description;
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
      <dt>Objective</dt>
      <dd>{objectivePower === null ? "not recorded" : `${objectivePower}×`}</dd>
    </dl>
  );
}
