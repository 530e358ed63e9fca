/** One piece of work of which at most one copy runs: starting it again stops the copy before. */
export interface Task {
  run(work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  stop(): void;
}

export function createTask(): Task {
  let current = new AbortController();
  return {
    run: (work) => {
      current.abort();
      current = new AbortController();
      return work(current.signal);
    },
    stop: () => current.abort(),
  };
}
