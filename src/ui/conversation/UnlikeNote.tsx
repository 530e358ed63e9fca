import type { Suitability } from "#pipeline/suitability.ts";

/** Above an answer about a slide that is unlike the H&E the models know; else nothing. */
export function UnlikeNote({ suitability }: { suitability: Suitability | null }) {
  if (suitability?.verdict !== "unsuitable") return null;
  return (
    <p className="unlike-note" role="note" aria-label="Unlike the H&E the models know">
      <strong>This slide is unlike the H&E the models know.</strong> {suitability.reason} The answer
      may be wrong.
    </p>
  );
}
