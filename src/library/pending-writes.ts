import { oneAtATime } from "#core/one-at-a-time.ts";

/** Parts that changed, written together after a short wait, one write after another. */
export interface PendingWrites<Part extends string> {
  changed(part: Part): void;
  /** Writes what waits now; resolves when all that was begun is written or has failed. */
  flush(): Promise<void>;
  /** Forgets what waits. */
  drop(): void;
}

/** Panning changes the view at every frame: one write a second is enough, and little to lose. */
const waitMs = 1000;

/** A part whose write fails waits on, and is written with the next one. */
export function pendingWrites<Part extends string>(
  write: (parts: ReadonlySet<Part>) => Promise<void>,
  onFault: (thrown: unknown) => void,
): PendingWrites<Part> {
  const inOrder = oneAtATime();
  let waiting = new Set<Part>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function writeWaiting(): Promise<void> {
    const parts = waiting;
    if (parts.size === 0) return;
    waiting = new Set();
    try {
      await write(parts);
    } catch (thrown) {
      for (const part of parts) waiting.add(part);
      onFault(thrown);
    }
  }
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    return inOrder(writeWaiting);
  }
  return {
    changed: (part) => {
      waiting.add(part);
      timer ??= setTimeout(() => void flush(), waitMs);
    },
    flush,
    drop: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = new Set();
    },
  };
}
