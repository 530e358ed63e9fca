/** Milliseconds of work after which others have their turn. */
const turnMs = 12;

/** Gives a function that, called often, pauses now and then, so that a stop can arrive; then throws. */
export function sliceTime(signal?: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - since < turnMs) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
    since = performance.now();
  };
}
