import { heldOn, type PadButton, type PadState, type PadStep, padStep } from "./pad-steps.ts";

const atRest: PadState = { axes: [], buttons: [] };

/**
 * Reads the gamepads once a frame while one is connected and the page is seen; returns how to stop.
 * Without a gamepad nothing runs. What is held when one goes away counts as let go.
 */
export function watchPads(onStep: (step: PadStep) => void): () => void {
  const held = new Map<number, ReadonlySet<PadButton>>();
  let frame = 0;
  let last = 0;

  function read(index: number, state: PadState, milliseconds: number): void {
    const before = held.get(index) ?? new Set();
    held.set(index, heldOn(state));
    onStep(padStep(state, before, milliseconds));
  }
  function onFrame(now: number): void {
    frame = requestAnimationFrame(onFrame);
    for (const pad of connectedPads()) read(pad.index, stateOf(pad), Math.max(0, now - last));
    last = now;
  }
  function rest(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    for (const index of held.keys()) read(index, atRest, 0);
    held.clear();
  }
  function beginOrRest(): void {
    if (document.hidden || connectedPads().length === 0) rest();
    else if (frame === 0) {
      last = performance.now();
      frame = requestAnimationFrame(onFrame);
    }
  }
  const stop = new AbortController();
  const { signal } = stop;
  addEventListener("gamepadconnected", beginOrRest, { signal });
  addEventListener("gamepaddisconnected", beginOrRest, { signal });
  document.addEventListener("visibilitychange", beginOrRest, { signal });
  beginOrRest();
  return () => {
    stop.abort();
    rest();
  };
}

/** None where the browser has no gamepads, or gives none to a page like this. */
function connectedPads(): readonly Gamepad[] {
  const pads: readonly (Gamepad | null)[] = navigator.getGamepads?.() ?? [];
  return pads.filter((pad) => pad !== null).filter(({ connected }) => connected);
}

const stateOf = ({ axes, buttons }: Gamepad): PadState => ({
  axes,
  buttons: buttons.map(({ value }) => value),
});
