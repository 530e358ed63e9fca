import { type CSSProperties, useRef, useState } from "react";
import type { EvidencePatch } from "#pipeline/answer.ts";
import type { Turn } from "#stores/conversation-store.ts";
import { isPointed, isSelected } from "#stores/view-store.ts";
import { usePatches } from "#ui/evidence/choose-patch.ts";
import { useView } from "#ui/session/room.tsx";
import { PatchCard } from "./PatchCard.tsx";

interface Props {
  readonly turn: Turn;
  readonly patch: EvidencePatch;
  /** Probability of the citation, 0..1: how heavy the chip is. */
  readonly probability: number;
}

/** A citation: the patch's number, as heavy as its evidence; hover shows it, click flies there. */
export function Chip({ turn, patch, probability }: Props) {
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
        style={{ "--strength": probability } as CSSProperties}
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
      {anchor !== null && <PatchCard patch={patch} probability={probability} anchor={anchor} />}
    </>
  );
}
