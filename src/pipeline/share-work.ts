import type { LongOptions, StageProgress } from "#core/progress.ts";

type Work<Value> = (options: Required<LongOptions>) => Promise<Value>;

interface Waiter {
  readonly onProgress?: ((progress: StageProgress) => void) | undefined;
}

/**
 * Work that is done once and kept: whoever asks while it runs waits for the same run and sees its
 * progress. One waiter's abort lets that waiter go; the run itself is aborted when the last one
 * has gone. A failed or aborted run is forgotten, so the next to ask starts it anew.
 */
export function shareWork<Value>(work: Work<Value>): (options?: LongOptions) => Promise<Value> {
  let run: Run<Value> | null = null;
  return (options = {}) => {
    if (options.signal?.aborted) return Promise.reject(options.signal.reason);
    if (run === null) {
      const started = startRun(work);
      run = started;
      started.value.catch(() => {
        if (run === started) run = null;
      });
    }
    const joined = run;
    return wait(joined, options, () => {
      joined.stop.abort();
      if (run === joined) run = null;
    });
  };
}

interface Run<Value> {
  readonly value: Promise<Value>;
  readonly stop: AbortController;
  readonly waiters: Set<Waiter>;
}

function startRun<Value>(work: Work<Value>): Run<Value> {
  const stop = new AbortController();
  const waiters = new Set<Waiter>();
  const onProgress = (progress: StageProgress): void => {
    for (const waiter of waiters) waiter.onProgress?.(progress);
  };
  // Started in a microtask, so that the first waiter has joined before the first progress.
  const value = Promise.resolve().then(() => work({ signal: stop.signal, onProgress }));
  return { value, stop, waiters };
}

function wait<Value>(run: Run<Value>, options: LongOptions, onLast: () => void): Promise<Value> {
  const { signal } = options;
  const waiter: Waiter = { onProgress: options.onProgress };
  run.waiters.add(waiter);
  return new Promise<Value>((resolve, reject) => {
    const leave = (): void => {
      run.waiters.delete(waiter);
      signal?.removeEventListener("abort", abort);
    };
    const abort = (): void => {
      leave();
      if (run.waiters.size === 0) onLast();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort);
    run.value.then(resolve, reject).finally(leave);
  });
}
