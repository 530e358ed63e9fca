/** Reads `ahead` items before they are asked for, so that reading overlaps what uses the values. */
export interface ReadAhead<Item, Value> {
  readonly items: readonly Item[];
  readonly read: (item: Item, signal: AbortSignal) => Promise<Value>;
  readonly ahead: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Values in the order of `items`. While the consumer works on one value, up to `ahead` further
 * reads are under way, never more. When the consumer leaves early, a read fails or `signal`
 * aborts, the reads under way are aborted.
 */
export async function* readAhead<Item, Value>(
  options: ReadAhead<Item, Value>,
): AsyncGenerator<Value, void, undefined> {
  const { items, read, ahead, signal } = options;
  const leaving = new AbortController();
  const either = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal;
  const started: Promise<Value>[] = [];
  let next = 0;
  const startTo = (limit: number): void => {
    for (; next < items.length && started.length < limit; next += 1) {
      const reading = read(items[next] as Item, either);
      reading.catch(() => undefined); // seen when it is awaited, or left behind on purpose
      started.push(reading);
    }
  };
  try {
    for (startTo(ahead + 1); started.length > 0; startTo(ahead + 1)) {
      signal?.throwIfAborted();
      const value = await (started[0] as Promise<Value>);
      started.shift();
      startTo(ahead);
      yield value;
    }
  } finally {
    leaving.abort();
  }
}

/** `items` in groups of at most `size`, in order. */
export function batchesOf<Item>(items: readonly Item[], size: number): Item[][] {
  const batches: Item[][] = [];
  for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size));
  return batches;
}
