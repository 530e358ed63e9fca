import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import { fakeLevel } from "#test/fake-level.ts";
import { tinyManifest } from "#test/fake-models.ts";
import { hostLevel } from "./host-level.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function hostFake() {
  const level = fakeLevel();
  const states: string[] = [];
  const files = vi.fn(async () => new Map());
  const host = hostLevel({
    level: "patch",
    start: level.start,
    files,
    manifest: tinyManifest,
    onReport: () => states.push(host.report().state),
  });
  return { host, level, states, files };
}

const lostError = { name: "ParaffinError", kind: "worker-lost" };
const settled = () => vi.advanceTimersByTimeAsync(0);

describe("a level's worker", () => {
  test("is started, loaded and reported ready", async () => {
    const { host, level, states } = hostFake();
    await host.load();
    expect(level.lives).toHaveLength(1);
    expect(states).toEqual(["loading", "ready"]);
    expect(host.report()).toMatchObject({ provider: "wasm", threads: 2, state: "ready" });
    host.dispose();
  });

  test("a crash rejects the call under way, ends the worker and starts it anew", async () => {
    const { host, level, states, files } = hostFake();
    await host.load();
    const call = host.call((service) => service.work("a"));
    const outcome = expect(call).rejects.toMatchObject(lostError);
    await settled();
    level.lives[0]?.crash("out of memory");
    await outcome;
    await settled();
    expect(level.lives.map(({ ended, loads }) => [ended, loads])).toEqual([
      [true, 1],
      [false, 1],
    ]);
    expect(states).toEqual(["loading", "ready", "lost", "loading", "ready"]);
    expect(files).toHaveBeenCalledTimes(2);
    host.dispose();
  });

  test("the call can be made again on the new worker", async () => {
    const { host, level } = hostFake();
    await host.load();
    level.lives[0]?.crash("out of memory");
    const again = host.call((service) => service.work("b"));
    await settled();
    level.lives[1]?.settle();
    expect(await again).toBe("b");
    host.dispose();
  });

  test("a hung worker is lost after half a minute of silence", async () => {
    const { host, level } = hostFake();
    await host.load();
    const outcome = expect(host.call((service) => service.work("a"))).rejects.toMatchObject({
      ...lostError,
      message: "The patch models stopped: it did not answer for 30 seconds.",
    });
    level.lives[0]?.hang();
    await vi.advanceTimersByTimeAsync(60_000);
    await outcome;
    expect(level.lives[0]?.ended).toBe(true);
    host.dispose();
  });

  test("it is started anew by itself once; then a call starts it", async () => {
    const { host, level, states } = hostFake();
    await host.load();
    level.lives[0]?.crash("first");
    await settled();
    level.lives[1]?.crash("second");
    await settled();
    expect(level.lives).toHaveLength(2);
    expect(states.at(-1)).toBe("lost");
    const call = host.call((service) => service.work("c"));
    await settled();
    level.lives[2]?.settle();
    expect(await call).toBe("c");
    host.dispose();
  });

  test("a call that succeeds grants another restart", async () => {
    const { host, level } = hostFake();
    await host.load();
    level.lives[0]?.crash("first");
    const call = host.call((service) => service.work("d"));
    await settled();
    level.lives[1]?.settle();
    await call;
    level.lives[1]?.crash("second");
    await settled();
    expect(level.lives).toHaveLength(3);
    host.dispose();
  });

  test("a trap in a call ends the worker, for its instance may be broken", async () => {
    const { host, level } = hostFake();
    await host.load();
    const cause = new Error("memory access out of bounds");
    const call = host.call((service) => service.work("a"));
    const outcome = expect(call).rejects.toMatchObject({ ...lostError, cause });
    await settled();
    level.lives[0]?.settle({ failure: cause });
    await outcome;
    expect(level.lives[0]?.ended).toBe(true);
    host.dispose();
  });

  test.each([
    ["a stop", new DOMException("stopped", "AbortError")],
    ["a told fault", new ParaffinError("model-wrong", "wrong", "reload")],
  ])("%s is passed on and leaves the worker alone", async (_, failure) => {
    const { host, level } = hostFake();
    await host.load();
    const outcome = expect(host.call((service) => service.work("a"))).rejects.toBe(failure);
    await settled();
    level.lives[0]?.settle({ failure });
    await outcome;
    expect(level.lives[0]?.ended).toBe(false);
    host.dispose();
  });

  test("a load that fails is told as it failed, and the next load tries again", async () => {
    const { host, level } = hostFake();
    level.loadFailure = new ParaffinError("model-wrong", "wrong numbers", "reload");
    await expect(host.load()).rejects.toBe(level.loadFailure);
    expect(host.report()).toMatchObject({ state: "lost", reason: "wrong numbers" });
    await settled();
    expect(level.lives).toHaveLength(1);
    level.loadFailure = null;
    await host.load();
    expect(host.report().state).toBe("ready");
    host.dispose();
  });

  test("a disposed host ends its worker and takes no more calls", async () => {
    const { host, level } = hostFake();
    await host.load();
    host.dispose();
    expect(level.lives[0]?.ended).toBe(true);
    await expect(host.call((service) => service.work("a"))).rejects.toThrow("disposed");
  });
});
