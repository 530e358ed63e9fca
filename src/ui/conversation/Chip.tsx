import { type CSSProperties, useRef, useState } from "react";
import type { EvidencePatch } from "#pipeline/answer.ts";
import type { Turn } from "#stores/conversation-store.ts";
import { isPointed, isSelected } from "#stores/view-store.ts";
import { usePatches } from "#ui/evidence/choose-patch.ts";
import { t } from "#ui/language/t.ts";
import { useView } from "#ui/session/room.tsx";
import { PatchCard } from "./PatchCard.tsx";
import { strengthWord } from "./strength-word.ts";

interface Props {
  readonly turn: Turn;
  readonly patch: EvidencePatch;
  /** Probability that the patch shows what is said, 0..1: how heavy the chip is. */
  readonly support: number;
}

/** A citation: the patch's number, as heavy as its evidence; hover shows it, click flies there. */
export function Chip({ turn, patch, support }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const { isHere, choose, point, leave } = usePatches(turn);
  const selected = useView((store) => isSelected(store, turn.id, patch.id));
  const lit = useView((store) => isPointed(store, turn.id, patch.id));

  function show(): void {
    setAnchor(button.current?.getBoundingClientRect() ?? null);
    point([patch.id]);
  }
  function hide(): void {
    setAnchor(null);
    leave();
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="chip"
        aria-label={t("evidence.citation", { id: patch.id, strength: strengthWord(support) })}
        style={{ "--strength": support } as CSSProperties}
        aria-pressed={selected}
        data-lit={lit}
        disabled={!isHere}
        onClick={() => choose(patch)}
        onPointerEnter={show}
        onPointerLeave={hide}
        onFocus={show}
        onBlur={hide}
      >
        P{patch.id}
      </button>
      {anchor !== null && <PatchCard patch={patch} support={support} anchor={anchor} />}
    </>
  );
}
