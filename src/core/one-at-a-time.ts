/** Runs one piece of work after another, in the order asked; a failure does not stop the next. */
export type OneAtATime = <Value>(work: () => Promise<Value>) => Promise<Value>;

export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
