import type { Manifest } from "#packs/manifest.ts";
import type { EvidencePatch } from "#pipeline/answer.ts";
import type { Turn } from "#stores/conversation-store.ts";
import { isPointed, isSelected } from "#stores/view-store.ts";
import { usePatches } from "#ui/evidence/choose-patch.ts";
import { useCellClasses } from "#ui/evidence/use-cell-classes.ts";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import { useRuntime, useView } from "#ui/session/room.tsx";
import { areaWords } from "./area-words.ts";
import { PatchThumbnail } from "./PatchThumbnail.tsx";

interface Props {
  readonly turn: Turn;
  readonly patch: EvidencePatch;
  readonly isCited: boolean;
}

/** One patch: number, picture, nearest keyword, relevance, cells by class; click flies there. */
export function EvidenceRow({ turn, patch, isCited }: Props) {
  const { isHere, choose, point, leave } = usePatches(turn);
  const selected = useView((store) => isSelected(store, turn.id, patch.id));
  const lit = useView((store) => isPointed(store, turn.id, patch.id));
  const manifest = useRuntime((store) => store.manifest);
  const classes = useCellClasses();
  const area = manifest === null ? "" : areaWords(1, manifest);
  return (
    <li>
      <button
        type="button"
        className="evidence-row"
        aria-label={nameOf(patch, classes, area)}
        aria-pressed={selected}
        data-lit={lit}
        data-cited={isCited}
        disabled={!isHere}
        onClick={() => choose(patch)}
        onPointerEnter={() => point([patch.id])}
        onPointerLeave={leave}
        onFocus={() => point([patch.id])}
        onBlur={leave}
      >
        <PatchThumbnail patch={patch} side={36} />
        <span className="evidence-id measure">P{patch.id}</span>
        <span className="evidence-what">
          <span>{patch.nearestKeyword}</span>
          <span className="quiet measure">
            {" "}
            {t("evidence.relevance", { value: figure(patch.relevance.toFixed(2)) })}
          </span>
          <CellCounts counts={patch.counts} classes={classes} area={area} />
        </span>
      </button>
    </li>
  );
}

type Classes = Manifest["cellClasses"];

/** The row in words: "P3, solid tumour, relevance 0.31, 12 inflammatory, 40 epithelial, in 0.016 mm²". */
function nameOf(
  { id, nearestKeyword, relevance, counts }: EvidencePatch,
  classes: Classes,
  area: string,
): string {
  const cells = classes.map(({ name }, index) => `${counts[index] ?? 0} ${name}`);
  return [
    `P${id}`,
    nearestKeyword,
    t("evidence.relevance", { value: figure(relevance.toFixed(2)) }),
    ...cells,
    t("evidence.within", { area }),
  ].join(", ");
}

interface CountsProps {
  readonly counts: readonly number[];
  readonly classes: Classes;
  readonly area: string;
}

function CellCounts({ counts, classes, area }: CountsProps) {
  return (
    <span className="cell-counts measure">
      {classes.map(({ name, colour }, index) => (
        <span key={name} title={name}>
          <span className="swatch" style={{ borderColor: colour }} />
          {counts[index] ?? 0}
        </span>
      ))}
      <span>{t("evidence.within", { area })}</span>
    </span>
  );
}
