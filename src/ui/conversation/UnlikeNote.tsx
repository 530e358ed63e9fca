import type { Suitability } from "#pipeline/suitability.ts";
import { t } from "#ui/language/t.ts";

/** Above an answer about a slide that is unlike the H&E the models know; else nothing. */
export function UnlikeNote({ suitability }: { suitability: Suitability | null }) {
  if (suitability?.verdict !== "unsuitable") return null;
  return (
    <p className="unlike-note" role="note" aria-label={t("conversation.unlike")}>
      <strong>{t("conversation.unlikeSentence")}</strong> {suitability.reason}{" "}
      {t("conversation.mayBeWrong")}
    </p>
  );
}
