import { useMemo } from "react";
import { type Scene, sceneOf, shownTurn } from "#ui/evidence/scene.ts";
import { useConversation, useRuntime, useSlide, useView } from "#ui/session/room.tsx";

/** What to draw over the tissue now; derived from the stores, the same for overlay and legend. */
export function useScene(): Scene | null {
  const serial = useSlide((store) => store.serial);
  const shown = useView((store) => store.shownTurn);
  const turn = useConversation((store) => shownTurn(store, { shownTurn: shown }, serial));
  const selected = useView((store) => store.selected);
  const pointed = useView((store) => store.pointed);
  const hiddenLayers = useView((store) => store.hiddenLayers);
  const hiddenClasses = useView((store) => store.hiddenClasses);
  const overlaysHidden = useView((store) => store.overlaysHidden);
  const leftOut = useRuntime((store) => store.leftOut);
  return useMemo(
    () =>
      sceneOf(turn, { selected, pointed, hiddenLayers, hiddenClasses, overlaysHidden }, leftOut),
    [turn, selected, pointed, hiddenLayers, hiddenClasses, overlaysHidden, leftOut],
  );
}
