/**
 * Waits for `promise` until `signal` aborts, then throws the signal's reason. The work behind the
 * promise goes on: this is for work that several callers share.
 */
export async function abortable<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return promise;
  signal.throwIfAborted();
  const left = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const options = { once: true, signal: left.signal };
    signal.addEventListener("abort", () => reject(signal.reason), options);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    left.abort();
  }
}
