/** Where the time of a run goes. */
export interface StepClock {
  /** Ends the step under way and begins this one; to enter the same again changes nothing. */
  enter(step: string): void;
  /** Milliseconds of each step so far, in the order they were first entered, and in all. */
  times(): Readonly<Record<string, number>>;
}

export function startSteps(first: string, now: () => number = () => performance.now()): StepClock {
  const start = now();
  const spent = new Map<string, number>([[first, 0]]);
  let step = first;
  let since = start;
  const enter = (next: string): void => {
    const at = now();
    spent.set(step, (spent.get(step) ?? 0) + at - since);
    if (!spent.has(next)) spent.set(next, 0);
    step = next;
    since = at;
  };
  return {
    enter: (next) => {
      if (next !== step) enter(next);
    },
    times: () => {
      enter(step);
      const rounded = [...spent].map(([name, ms]) => [name, Math.round(ms)] as const);
      return { ...Object.fromEntries(rounded), total: Math.round(since - start) };
    },
  };
}
