/** What the browser says of this page's storage. */
export interface StorageUse {
  /** Bytes of everything the page keeps, the models included; null where the browser does not say. */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** Whether the browser promised not to clear it by itself when the disk is full. */
  readonly isPersisted: boolean;
}

export interface StorageGauge {
  measure(): Promise<StorageUse>;
  /** Asks for that promise; the browser may ask the person, or refuse without a word. */
  persist(): Promise<boolean>;
}

const unknown: StorageUse = { usedBytes: null, quotaBytes: null, isPersisted: false };

export function browserStorage(): StorageGauge {
  const { storage } = navigator as { readonly storage?: StorageManager };
  return {
    measure: async () => {
      if (storage === undefined) return unknown;
      const { usage = null, quota = null } = await storage.estimate();
      const isPersisted = await storage.persisted();
      return { usedBytes: usage, quotaBytes: quota, isPersisted };
    },
    persist: async () => (await storage?.persist()) ?? false,
  };
}
