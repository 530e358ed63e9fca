/** Which tab keeps a slide: one alone, so that none overwrites what another wrote. */
export interface SlideLocks {
  /** A way to let go, or null where another tab holds the slide. */
  hold(digest: string): Promise<(() => void) | null>;
}

/** The browser's locks, which end with the tab; without them every tab holds every slide. */
export function browserLocks(): SlideLocks {
  return {
    hold: (digest) =>
      new Promise((resolve, reject) => {
        const { locks } = navigator as { readonly locks?: LockManager };
        if (locks === undefined) return resolve(() => undefined);
        const held = (lock: Lock | null): Promise<void> | undefined => {
          if (lock !== null) return new Promise<void>((release) => resolve(release));
          resolve(null);
          return undefined;
        };
        locks.request(`paraffin-slide-${digest}`, { ifAvailable: true }, held).catch(reject);
      }),
  };
}
