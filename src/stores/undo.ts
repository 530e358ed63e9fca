/** States before and after the present one, the nearest last. */
export interface Past<State> {
  readonly before: readonly State[];
  readonly after: readonly State[];
}

export interface Restored<State> {
  readonly past: Past<State>;
  readonly now: State;
}

/** Steps that can be undone; states share what they have in common, so that a step is small. */
const mostSteps = 200;

export const noPast = { before: [], after: [] } as const;

/** A step was made from `state`; what was undone before it cannot come back. */
export function remembered<State>({ before }: Past<State>, state: State): Past<State> {
  return { before: [...before, state].slice(-mostSteps), after: [] };
}

/** Null where nothing is left to undo. */
export function undone<State>({ before, after }: Past<State>, now: State): Restored<State> | null {
  const last = before.at(-1);
  if (last === undefined) return null;
  return { past: { before: before.slice(0, -1), after: [...after, now] }, now: last };
}

/** Null where nothing was undone. */
export function restored<State>(
  { before, after }: Past<State>,
  now: State,
): Restored<State> | null {
  const next = after.at(-1);
  if (next === undefined) return null;
  return { past: { before: [...before, now], after: after.slice(0, -1) }, now: next };
}
