import { nextTask } from "#pipeline/levels/next-task.ts";

/** Half a frame at 60 a second. */
const TURN_MILLISECONDS = 8;

/**
 * For long sums on the page's own thread: awaited every few thousand steps, it lets other tasks run
 * once this one has had its turn, and throws the signal's reason once that aborts.
 */
export function takeTurns(signal?: AbortSignal): () => Promise<void> {
  let until = performance.now() + TURN_MILLISECONDS;
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() < until) return;
    await nextTask();
    until = performance.now() + TURN_MILLISECONDS;
    signal?.throwIfAborted();
  };
}
