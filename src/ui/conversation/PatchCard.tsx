import type { CSSProperties } from "react";
import { createPortal } from "react-dom";
import type { EvidencePatch } from "#pipeline/answer.ts";
import { PatchThumbnail } from "./PatchThumbnail.tsx";
import { strengthWord } from "./strength-word.ts";

interface Props {
  readonly patch: EvidencePatch;
  readonly support: number;
  readonly anchor: DOMRect;
}

const side = 192;
const height = side + 56;
const gap = 10;

/** The patch beside its chip: a picture and what the patch encoder would call it. */
export function PatchCard({ patch, support, anchor }: Props) {
  return createPortal(
    <div className="patch-card" role="tooltip" style={placeBeside(anchor)}>
      <PatchThumbnail patch={patch} side={side} />
      <p>
        <strong>P{patch.id}</strong> {patch.nearestKeyword}
      </p>
      <p className="quiet sentence-case">{strengthWord(support)}</p>
    </div>,
    document.body,
  );
}

/** Above the chip, or below it where the window ends; never over the sentence. */
function placeBeside({ left, top, bottom }: DOMRect): CSSProperties {
  const right = innerWidth - side - 2 * gap;
  return {
    left: Math.max(gap, Math.min(left - side / 2, right)),
    top: top - height - gap > 0 ? top - height - gap : bottom + gap,
    width: side,
  };
}
