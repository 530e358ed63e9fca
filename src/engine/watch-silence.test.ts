import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchSilence } from "./watch-silence.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a worker that answers is never silent", async () => {
  const onSilent = vi.fn();
  const stop = watchSilence(async () => undefined, onSilent);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(onSilent).not.toHaveBeenCalled();
  stop();
});

test("a worker that never answers is silent after 30 seconds more than the first ping, once", async () => {
  const onSilent = vi.fn();
  watchSilence(() => new Promise(() => undefined), onSilent);
  await vi.advanceTimersByTimeAsync(34_000);
  expect(onSilent).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onSilent).toHaveBeenCalledTimes(1);
});

test("a late answer starts the count anew", async () => {
  const onSilent = vi.fn();
  let answer: () => void = () => undefined;
  const stop = watchSilence(() => new Promise<void>((resolve) => (answer = resolve)), onSilent);
  await vi.advanceTimersByTimeAsync(30_000);
  answer();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(onSilent).not.toHaveBeenCalled();
  stop();
});

test("a failed ping is an answer: the worker hears", async () => {
  const onSilent = vi.fn();
  const stop = watchSilence(() => Promise.reject(new Error("not loaded")), onSilent);
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(onSilent).not.toHaveBeenCalled();
  stop();
});

test("a stopped watch pings no more", async () => {
  const ping = vi.fn(async () => undefined);
  watchSilence(ping, vi.fn())();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ping).not.toHaveBeenCalled();
});
