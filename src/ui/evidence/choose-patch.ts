import type { EvidencePatch } from "#pipeline/answer.ts";
import type { Turn } from "#stores/conversation-store.ts";
import { useRoom, useSlide } from "#ui/session/room.tsx";

export interface PatchHandlers {
  /** False when another slide is open than the one the answer is about. */
  readonly isHere: boolean;
  choose(patch: EvidencePatch): void;
  point(ids: readonly number[]): void;
  leave(): void;
}

/** Choosing a patch flies there and selects it; pointing lights it wherever it shows. */
export function usePatches(turn: Turn): PatchHandlers {
  const { stores } = useRoom();
  const isHere = useSlide((store) => store.serial) === turn.slideSerial;
  const { patchSelected, patchesPointed } = stores.view.getState();
  return {
    isHere,
    choose: (patch) => {
      if (!isHere) return;
      patchSelected(turn.id, patch.id);
      stores.view.getState().camera?.flyTo(patch.rect);
    },
    point: (patchIds) => isHere && patchesPointed({ turnId: turn.id, patchIds }),
    leave: () => patchesPointed(null),
  };
}
