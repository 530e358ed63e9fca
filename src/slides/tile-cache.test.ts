import { expect, test, vi } from "vitest";
import type { RgbImage } from "./slide-source.ts";
import { TileCache } from "./tile-cache.ts";

const image = (bytes: number): RgbImage => ({ width: 1, height: 1, data: new Uint8Array(bytes) });

/** A load whose end the test decides. */
function heldLoad() {
  let finish: (image: RgbImage) => void = () => undefined;
  let seen: AbortSignal | undefined;
  const load = vi.fn((signal: AbortSignal) => {
    seen = signal;
    return new Promise<RgbImage>((resolve, reject) => {
      finish = resolve;
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  });
  return { load, finish: (loaded: RgbImage) => finish(loaded), signal: () => seen };
}

test("readers of one tile at once share one load, later readers its result", async () => {
  const cache = new TileCache(100);
  const { load, finish } = heldLoad();
  const both = [cache.get("a", load), cache.get("a", load)];
  const loaded = image(10);
  finish(loaded);
  expect(await Promise.all(both)).toEqual([loaded, loaded]);
  expect(await cache.get("a", load)).toBe(loaded);
  expect(load).toHaveBeenCalledTimes(1);
});

test("a failed load is thrown to every reader and tried anew by the next", async () => {
  const cache = new TileCache(100);
  const load = vi.fn(async () => image(10));
  load.mockRejectedValueOnce(new Error("cut"));
  const both = [cache.get("a", load), cache.get("a", load)];
  for (const read of both) await expect(read).rejects.toThrow("cut");
  expect(await cache.get("a", load)).toMatchObject({ width: 1 });
  expect(load).toHaveBeenCalledTimes(2);
});

test("beyond the limit the least recently used goes first", async () => {
  const cache = new TileCache(25);
  const load = vi.fn(async () => image(10));
  await cache.get("a", load);
  await cache.get("b", load);
  await cache.get("a", load);
  await cache.get("c", load); // drops b
  expect(load).toHaveBeenCalledTimes(3);
  await cache.get("a", load);
  expect(load).toHaveBeenCalledTimes(3);
  await cache.get("b", load);
  expect(load).toHaveBeenCalledTimes(4);
});

test("a tile larger than the whole limit is given and not kept", async () => {
  const cache = new TileCache(5);
  const load = vi.fn(async () => image(10));
  expect((await cache.get("a", load)).data).toHaveLength(10);
  await cache.get("a", load);
  expect(load).toHaveBeenCalledTimes(2);
});

test("one reader's abort leaves the load to the other", async () => {
  const cache = new TileCache(100);
  const { load, finish, signal } = heldLoad();
  const leaving = new AbortController();
  const first = cache.get("a", load, leaving.signal);
  const second = cache.get("a", load);
  leaving.abort(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  expect(signal()?.aborted).toBe(false);
  finish(image(10));
  expect(await second).toMatchObject({ width: 1 });
});

test("when the last reader leaves, the load is stopped and forgotten", async () => {
  const cache = new TileCache(100);
  const held = heldLoad();
  const leaving = new AbortController();
  const only = cache.get("a", held.load, leaving.signal);
  leaving.abort(new Error("gone"));
  await expect(only).rejects.toThrow("gone");
  expect(held.signal()?.aborted).toBe(true);
  expect(await cache.get("a", async () => image(3))).toMatchObject({ width: 1 });
});

test("an aborted reader begins nothing", async () => {
  const load = vi.fn(async () => image(10));
  const aborted = AbortSignal.abort(new Error("before"));
  await expect(new TileCache(100).get("a", load, aborted)).rejects.toThrow("before");
  expect(load).not.toHaveBeenCalled();
});

test("clearing stops what loads and forgets what is there", async () => {
  const cache = new TileCache(100);
  const held = heldLoad();
  const load = vi.fn(async () => image(10));
  await cache.get("a", load);
  const reading = cache.get("b", held.load);
  cache.clear();
  await expect(reading).rejects.toThrow();
  await cache.get("a", load);
  expect(load).toHaveBeenCalledTimes(2);
});
