import { beforeEach, expect, test } from "vitest";
import { cacheStorage } from "./cache-storage.ts";

const one = "1".repeat(64);
const two = "2".repeat(64);
const bytesOf = (...values: number[]) => Uint8Array.from(values).buffer;

beforeEach(() => cacheStorage().keepOnly(new Set()));

test("a file comes back on a later visit, and what was never kept does not", async () => {
  await cacheStorage().put(one, bytesOf(1, 2, 3));
  const kept = await cacheStorage().get(one);
  expect(kept === null ? null : [...new Uint8Array(kept)]).toEqual([1, 2, 3]);
  expect(await cacheStorage().get(two)).toBeNull();
});

test("only the files of the pack in use are kept", async () => {
  const cache = cacheStorage();
  await cache.put(one, bytesOf(1));
  await cache.put(two, bytesOf(2));
  await cache.keepOnly(new Set([two]));
  expect(await cache.get(one)).toBeNull();
  expect((await cache.get(two))?.byteLength).toBe(1);
});
