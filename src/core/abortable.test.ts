import { expect, test } from "vitest";
import { abortable } from "./abortable.ts";

const never = new Promise<never>(() => undefined);

test("without an abort the promise's value or failure comes through", async () => {
  const { signal } = new AbortController();
  expect(await abortable(Promise.resolve(7), signal)).toBe(7);
  expect(await abortable(Promise.resolve(8), undefined)).toBe(8);
  await expect(abortable(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
});

test("an abort ends the wait with its reason", async () => {
  const controller = new AbortController();
  const waiting = abortable(never, controller.signal);
  controller.abort(new Error("stopped"));
  await expect(waiting).rejects.toThrow("stopped");
});

test("an aborted signal is not waited for", async () => {
  await expect(abortable(never, AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
});
