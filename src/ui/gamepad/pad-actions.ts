import { cameraInHand } from "#ui/beside/beside-actions.ts";
import { shownEvidence, stepPatch } from "#ui/commands/evidence-commands.ts";
import type { Room } from "#ui/session/room.tsx";
import type { Stores } from "#ui/session/stores.ts";
import { goBack } from "#ui/viewer/travel.ts";
import type { PadButton, PadStep } from "./pad-steps.ts";

/** Does what a gamepad asks for: sticks move the slide in hand, buttons lead through the evidence. */
export function padActions({ stores }: Pick<Room, "stores">): (step: PadStep) => void {
  const view = stores.view.getState;
  let isHiding = false;
  const pressed: Record<PadButton, () => void> = {
    a: () => flyToMiddle(stores),
    b: () => (view().panel === null ? goBack(stores) : view().panelClosed()),
    y: () => {
      isHiding = !view().overlaysHidden;
      if (isHiding) view().overlaysToggled();
    },
    left: () => stepPatch(stores, -1),
    right: () => stepPatch(stores, 1),
    start: () => view().panelToggled("keys"),
  };
  return (step) => {
    for (const button of step.pressed) pressed[button]();
    if (step.released.includes("y") && isHiding) {
      isHiding = false;
      view().overlaysShown();
    }
    const { right, down, zoom } = step;
    if (right !== 0 || down !== 0 || zoom !== 1) cameraInHand(stores)?.steer(right, down, zoom);
  };
}

/** Selects the patch in the middle of the window, else the one selected before, and flies to it. */
function flyToMiddle(stores: Stores): void {
  const { view, selected, shownTurn, patchSelected, camera } = stores.view.getState();
  if (view === null || shownTurn === null) return;
  const [x, y] = view.centre;
  const patches = shownEvidence(stores);
  const inMiddle = patches.find(
    ({ rect }) => x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height,
  );
  const patch = inMiddle ?? patches.find(({ id }) => id === selected?.patchId);
  if (patch === undefined) return;
  patchSelected(shownTurn, patch.id);
  camera?.flyTo(patch.rect);
}
