import { useState } from "react";
import type { Answer } from "#pipeline/answer.ts";
import { citedIds, evidenceOf, type Turn } from "#stores/conversation-store.ts";
import { t } from "#ui/language/t.ts";
import { useRuntime } from "#ui/session/room.tsx";
import { areaWords } from "./area-words.ts";
import { EvidenceRow } from "./EvidenceRow.tsx";
import { evidenceListId } from "./focus-evidence.ts";
import { stepFocus, upAndDown } from "./step-focus.ts";

/** Rows shown before one asks for all of them: every cited patch, and the kept ones up to this. */
const least = 5;

/** The patches that semantic patch filtering kept for the question, those cited first. */
export function EvidenceList({ turn, answer }: { turn: Turn; answer: Answer }) {
  const [isWhole, setWhole] = useState(false);
  const manifest = useRuntime((store) => store.manifest);
  const cited = citedIds(answer);
  const patches = evidenceOf(answer);
  const shown = isWhole ? patches : patches.slice(0, Math.max(least, cited.size));
  if (patches.length === 0) return null;
  return (
    <section className="evidence">
      <h4>
        {t("evidence.title")}{" "}
        <span className="evidence-share quiet measure">
          {t("evidence.share", { cited: cited.size, count: patches.length })}
          {manifest !== null && `, ${areaWords(patches.length, manifest)}`}
        </span>
      </h4>
      <ul
        id={evidenceListId(turn.id)}
        aria-label={t("evidence.title")}
        onKeyDown={(event) => stepFocus(event, upAndDown)}
      >
        {shown.map((patch) => (
          <EvidenceRow key={patch.id} turn={turn} patch={patch} isCited={cited.has(patch.id)} />
        ))}
      </ul>
      {patches.length > shown.length && (
        <button type="button" className="button-quiet" onClick={() => setWhole(true)}>
          {t("evidence.showAll", { count: patches.length })}
        </button>
      )}
    </section>
  );
}
