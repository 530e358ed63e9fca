/** What of a gamepad counts, in the browser's standard mapping. */
export interface PadState {
  /** -1 to 1, right and down positive: left stick, then right stick. */
  readonly axes: readonly number[];
  /** 0 to 1: how far each button is pressed. */
  readonly buttons: readonly number[];
}

/** The buttons that act once, by their place in the standard mapping. */
const places = { a: 0, b: 1, y: 3, left: 4, right: 5, start: 9 } as const;
const triggers = { left: 6, right: 7 } as const;

export type PadButton = keyof typeof places;

/** What a gamepad asks for in one frame. */
export interface PadStep {
  /** CSS pixels by which the window moves over the slide, right and down. */
  readonly right: number;
  readonly down: number;
  /** By how much the slide is magnified about the middle; 1 leaves it. */
  readonly zoom: number;
  readonly pressed: readonly PadButton[];
  readonly released: readonly PadButton[];
}

/** Share of a stick's way that a worn one gives untouched. */
const deadZone = 0.15;
/** CSS pixels a second at full deflection: a window of 1000 in a second and a bit. */
const panSpeed = 900;
/** Magnification in one second at full deflection. */
const zoomSpeed = 3;
/** From where a button counts as pressed; the browser's own `pressed` differs between pads. */
const pressedFrom = 0.5;
/** Milliseconds that a frame counts at most: what a page that was held up missed is not made up for. */
const longestFrame = 100;

/** From a gamepad as it is, what was down before and the time since: what to do now. */
export function padStep(
  pad: PadState,
  before: ReadonlySet<PadButton>,
  milliseconds: number,
): PadStep {
  const seconds = Math.min(milliseconds, longestFrame) / 1000;
  const [x, y] = deflection(pad.axes[0], pad.axes[1]);
  const [, pulled] = deflection(0, pad.axes[3]);
  const squeezed = pastZone(pad.buttons[triggers.right]) - pastZone(pad.buttons[triggers.left]);
  const towards = Math.max(-1, Math.min(1, squeezed - pulled));
  const now = heldOn(pad);
  return {
    right: x * panSpeed * seconds,
    down: y * panSpeed * seconds,
    zoom: zoomSpeed ** (towards * seconds),
    pressed: [...now].filter((button) => !before.has(button)),
    released: [...before].filter((button) => !now.has(button)),
  };
}

/** The buttons that are down. */
export function heldOn({ buttons }: PadState): ReadonlySet<PadButton> {
  const all = Object.entries(places) as [PadButton, number][];
  return new Set(all.filter(([, at]) => (buttons[at] ?? 0) >= pressedFrom).map(([name]) => name));
}

/** A stick's way past its dead zone, squared: fine near the middle, fast at the edge. */
function deflection(x = 0, y = 0): readonly [x: number, y: number] {
  const length = Math.hypot(x, y);
  const past = pastZone(length);
  return length === 0 ? [0, 0] : [(x / length) * past ** 2, (y / length) * past ** 2];
}

const pastZone = (way = 0): number => Math.max(0, (Math.min(1, way) - deadZone) / (1 - deadZone));
