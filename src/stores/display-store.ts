import { createStore, type StoreApi } from "zustand/vanilla";
import { type Standpoint, wholeTurn } from "./standpoint.ts";
import { noHistory, settledAt, type ViewHistory, wentBack, wentForward } from "./view-history.ts";

/** How the tissue is lit on the screen; 1 is as scanned. Models always see the scan itself. */
export interface Light {
  readonly brightness: number;
  readonly contrast: number;
  /** Above 1 lightens the middle tones and leaves black and white. */
  readonly gamma: number;
}

export const lightRanges = {
  brightness: { least: 0.4, most: 2 },
  contrast: { least: 0.4, most: 2.5 },
  gamma: { least: 0.4, most: 2.5 },
} as const;

export const asScanned: Light = { brightness: 1, contrast: 1, gamma: 1 };

export const isAsScanned = ({ brightness, contrast, gamma }: Light): boolean =>
  brightness === 1 && contrast === 1 && gamma === 1;

/** Shares of the stage, from its top left. */
export type StagePlace = readonly [x: number, y: number];

/** How a person chose to look at the slide; light and scale bar stay for the next slide. */
export interface DisplayStore {
  readonly light: Light;
  /** Degrees clockwise, 0 to 360. */
  readonly rotation: number;
  readonly isFlipped: boolean;
  /** Null: in its usual corner. */
  readonly scaleBarPlace: StagePlace | null;
  readonly history: ViewHistory;
  /** Space is held: a drag moves the tissue whatever tool is chosen. */
  readonly isPanHeld: boolean;
  /** The bare tissue stands beside the one with its evidence. */
  readonly isBeside: boolean;
  /** What a command has just done, where nothing else shows it. */
  readonly notice: string | null;
  /** Name of a file that a link is about and nobody has opened yet. */
  readonly awaitedFile: string | null;
  lightChanged(change: Partial<Light>): void;
  turnedBy(degrees: number): void;
  oriented(rotation: number, isFlipped: boolean): void;
  flipped(): void;
  scaleBarMoved(place: StagePlace | null): void;
  viewSettled(standpoint: Standpoint): void;
  wentBack(): void;
  wentForward(): void;
  panHeld(isHeld: boolean): void;
  besideToggled(): void;
  noticed(notice: string | null): void;
  fileAwaited(name: string | null): void;
  slideLeft(): void;
}

const asMounted = { rotation: 0, isFlipped: false, history: noHistory } as const;

const within = (share: number): number => Math.min(1, Math.max(0, share));

export function createDisplayStore(): StoreApi<DisplayStore> {
  return createStore<DisplayStore>((set) => ({
    ...asMounted,
    light: asScanned,
    scaleBarPlace: null,
    isPanHeld: false,
    isBeside: false,
    notice: null,
    awaitedFile: null,
    lightChanged: (change) => set(({ light }) => ({ light: { ...light, ...change } })),
    turnedBy: (degrees) => set(({ rotation }) => ({ rotation: wholeTurn(rotation + degrees) })),
    oriented: (rotation, isFlipped) => set({ rotation: wholeTurn(rotation), isFlipped }),
    flipped: () => set(({ isFlipped }) => ({ isFlipped: !isFlipped })),
    scaleBarMoved: (place) =>
      set({ scaleBarPlace: place === null ? null : [within(place[0]), within(place[1])] }),
    viewSettled: (standpoint) =>
      set(({ history }) => ({ history: settledAt(history, standpoint) })),
    wentBack: () => set(({ history }) => ({ history: wentBack(history) })),
    wentForward: () => set(({ history }) => ({ history: wentForward(history) })),
    panHeld: (isPanHeld) => set({ isPanHeld }),
    besideToggled: () => set(({ isBeside }) => ({ isBeside: !isBeside })),
    noticed: (notice) => set({ notice }),
    fileAwaited: (awaitedFile) => set({ awaitedFile }),
    slideLeft: () => set(asMounted),
  }));
}
