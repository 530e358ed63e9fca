import type { ViewStore } from "#stores/view-store.ts";

/** Milliseconds from which H counts as held: letting go shows the evidence again. */
const heldFrom = 250;

export interface HoldToHide {
  down(isRepeat: boolean): void;
  up(): void;
}

/** Held, H hides the evidence for as long; pressed briefly, it hides it until the next press. */
export function holdToHide(view: () => ViewStore, now = () => performance.now()): HoldToHide {
  let since: number | null = null;
  return {
    down: (isRepeat) => {
      if (isRepeat) return;
      since = view().overlaysHidden ? null : now();
      view().overlaysToggled();
    },
    up: () => {
      if (since !== null && now() - since >= heldFrom) view().overlaysShown();
      since = null;
    },
  };
}
