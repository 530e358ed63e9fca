import { standpointOf } from "#stores/standpoint.ts";
import type { Stores } from "#ui/session/stores.ts";

/** Milliseconds without a move after which a view counts as looked at. */
const restingAfter = 500;

/** Remembers each view a person comes to rest at; returns how to stop. */
export function rememberViews({ view, display }: Pick<Stores, "view" | "display">): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unwatch = view.subscribe((now, before) => {
    if (now.view === before.view) return;
    clearTimeout(timer);
    const seen = now.view;
    if (seen === null) return;
    timer = setTimeout(() => display.getState().viewSettled(standpointOf(seen)), restingAfter);
  });
  return () => {
    clearTimeout(timer);
    unwatch();
  };
}

export function goBack(stores: Stores): void {
  stores.display.getState().wentBack();
  standWhereHistoryIs(stores);
}

export function goForward(stores: Stores): void {
  stores.display.getState().wentForward();
  standWhereHistoryIs(stores);
}

function standWhereHistoryIs({ view, display }: Stores): void {
  const { history, oriented } = display.getState();
  if (history.now === null) return;
  oriented(history.now.rotation, history.now.isFlipped);
  view.getState().camera?.goTo(history.now);
}
