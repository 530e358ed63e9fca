import { isSameStandpoint, type Standpoint } from "./standpoint.ts";

/** Views a person came to rest at, as a browser keeps pages. */
export interface ViewHistory {
  /** Oldest first. */
  readonly past: readonly Standpoint[];
  readonly now: Standpoint | null;
  /** Next first. */
  readonly future: readonly Standpoint[];
}

/** Views kept to go back to; older ones are forgotten. */
const most = 100;

export const noHistory: ViewHistory = { past: [], now: null, future: [] };

/** The view has come to rest: another view than the present one begins a new future. */
export function settledAt(history: ViewHistory, standpoint: Standpoint): ViewHistory {
  const { past, now } = history;
  if (now !== null && isSameStandpoint(now, standpoint)) return history;
  const before = now === null ? past : [...past, now].slice(-most);
  return { past: before, now: standpoint, future: [] };
}

export function wentBack({ past, now, future }: ViewHistory): ViewHistory {
  const last = past.at(-1);
  if (last === undefined || now === null) return { past, now, future };
  return { past: past.slice(0, -1), now: last, future: [now, ...future] };
}

export function wentForward({ past, now, future }: ViewHistory): ViewHistory {
  const [next, ...rest] = future;
  if (next === undefined || now === null) return { past, now, future };
  return { past: [...past, now], now: next, future: rest };
}
