import { type Standpoint, standpointOf } from "#stores/standpoint.ts";
import type { Stores } from "#ui/session/stores.ts";

/** Milliseconds without a move after which a view counts as looked at. */
const restingAfter = 500;

/** Remembers each view a person comes to rest at; returns how to stop. */
export function rememberViews({ view, display }: Pick<Stores, "view" | "display">): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Standpoint | null = null;
  const unwatch = view.subscribe(({ view: seen }) => {
    const now = seen === null ? null : standpointOf(seen);
    // Frames are also drawn where nothing moves, for as long as tiles come in.
    if (now !== null && last !== null && isAt(now, last)) return;
    last = now;
    clearTimeout(timer);
    if (now === null) return;
    timer = setTimeout(() => display.getState().viewSettled(now), restingAfter);
  });
  return () => {
    clearTimeout(timer);
    unwatch();
  };
}

const isAt = (a: Standpoint, b: Standpoint): boolean =>
  a.centre[0] === b.centre[0] &&
  a.centre[1] === b.centre[1] &&
  a.zoom === b.zoom &&
  a.rotation === b.rotation &&
  a.isFlipped === b.isFlipped;

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
