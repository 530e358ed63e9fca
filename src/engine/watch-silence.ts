/** A ping every 5 s; six in a row without an answer, 30 s, mean that the worker hangs. */
const PING_EVERY_MS = 5_000;
const PATIENCE = 6;

/**
 * Pings until stopped and calls `onSilent` once when the answers stay away. It counts ticks and not
 * time, so that a computer that slept, or a page in the background, is no hung worker.
 */
export function watchSilence(ping: () => Promise<unknown>, onSilent: () => void): () => void {
  let unanswered = 0;
  let waiting = false;
  const timer = setInterval(() => {
    unanswered = waiting ? unanswered + 1 : 0;
    if (unanswered >= PATIENCE) {
      clearInterval(timer);
      onSilent();
    } else if (!waiting) {
      waiting = true;
      const answered = (): void => {
        waiting = false;
      };
      ping().then(answered, answered);
    }
  }, PING_EVERY_MS);
  return () => clearInterval(timer);
}
