/** Files kept between visits, by the SHA-256 of what they hold. Any of it may fail or be refused. */
export interface ByteCache {
  get(sha256: string): Promise<ArrayBuffer | null>;
  put(sha256: string, bytes: ArrayBuffer): Promise<void>;
  /** Drops everything else, so that the cache holds one pack and no more. */
  keepOnly(sha256s: ReadonlySet<string>): Promise<void>;
}

/** A cache that never fails: a full or forbidden storage only means downloading again. */
export function withRefusals(cache: ByteCache): ByteCache {
  return {
    get: (sha256) => cache.get(sha256).catch(() => null),
    put: (sha256, bytes) => cache.put(sha256, bytes).catch(() => undefined),
    keepOnly: (sha256s) => cache.keepOnly(sha256s).catch(() => undefined),
  };
}

/** Keeps nothing: where there is no storage at all. */
export const noCache: ByteCache = {
  get: async () => null,
  put: async () => undefined,
  keepOnly: async () => undefined,
};
