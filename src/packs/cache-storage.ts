import { type ByteCache, noCache, withRefusals } from "./byte-cache.ts";

const store = "paraffin-pack-files";
/** An address that is never fetched: Cache Storage keys are addresses. */
const keyOf = (sha256: string) => `/paraffin-pack-files/${sha256}`;

/** The browser's Cache Storage; keeps nothing where there is none (an insecure address, node). */
export function cacheStorage(): ByteCache {
  if (typeof caches === "undefined") return noCache;
  return withRefusals({
    get: async (sha256) => {
      const kept = await (await caches.open(store)).match(keyOf(sha256));
      return kept === undefined ? null : kept.arrayBuffer();
    },
    put: async (sha256, bytes) => {
      await (await caches.open(store)).put(keyOf(sha256), new Response(bytes));
    },
    keepOnly: async (sha256s) => {
      const cache = await caches.open(store);
      for (const request of await cache.keys()) {
        const { pathname } = new URL(request.url);
        const sha256 = pathname.slice(pathname.lastIndexOf("/") + 1);
        if (!sha256s.has(sha256)) await cache.delete(request);
      }
    },
  });
}
