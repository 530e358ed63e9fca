import { expose, type Remote, wrap } from "comlink";
import { afterEach, beforeAll, expect, test } from "vitest";
import { ParaffinError } from "./errors.ts";
import type { LongOptions } from "./progress.ts";
import { installTransferHandlers } from "./wire.ts";

const far = {
  fail(kind: "paraffin" | "type" | "word" | "circle"): void {
    if (kind === "word") throw "plainly";
    if (kind === "type") throw new TypeError("not a tile");
    const cause = new Error("status 404", { cause: new DOMException("cut", "NetworkError") });
    if (kind === "circle") cause.cause = cause;
    throw new ParaffinError("slide-tile-missing", "Tile 3_4 is missing.", "Copy it.", { cause });
  },
  async wait(options: LongOptions): Promise<never> {
    options.signal?.throwIfAborted();
    options.onProgress?.({ stage: "tissue", done: 1, total: 2 });
    return new Promise((_, reject) => {
      options.signal?.addEventListener("abort", () => reject(options.signal?.reason));
    });
  },
  plain: (options: object) => Object.keys(options),
};

const channels: MessageChannel[] = [];
function connect(): Remote<typeof far> {
  const channel = new MessageChannel();
  channels.push(channel);
  expose(far, channel.port1);
  return wrap<typeof far>(channel.port2);
}

beforeAll(installTransferHandlers);
afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close();
    port2.close();
  }
});

const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

test("a failure keeps its kind, remedy and whole chain of causes across threads", async () => {
  const thrown = await failure(connect().fail("paraffin"));
  expect(thrown).toBeInstanceOf(ParaffinError);
  expect(thrown).toMatchObject({
    kind: "slide-tile-missing",
    message: "Tile 3_4 is missing.",
    remedy: "Copy it.",
    cause: { message: "status 404", cause: { name: "NetworkError", message: "cut" } },
  });
});

test("other errors keep their name, other values themselves", async () => {
  expect(await failure(connect().fail("type"))).toMatchObject({
    name: "TypeError",
    message: "not a tile",
  });
  expect(await failure(connect().fail("word"))).toBe("plainly");
});

test("a circle of causes is cut, not followed", async () => {
  let thrown = await failure(connect().fail("circle"));
  let depth = 0;
  while (thrown instanceof Error) {
    thrown = thrown.cause;
    depth += 1;
  }
  expect(depth).toBe(9);
});

test("an abort on this side ends the call on the other, with the same reason", async () => {
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  const thrown = await failure(connect().wait({ signal: controller.signal, onProgress }));
  expect(thrown).toMatchObject({ name: "AbortError" });
});

test("one signal stops every call it was given to", async () => {
  const controller = new AbortController();
  const remote = connect();
  const { signal } = controller;
  const both = [failure(remote.wait({ signal })), failure(remote.wait({ signal }))];
  controller.abort(new ParaffinError("worker-lost", "The worker ended.", "Start again."));
  for (const thrown of await Promise.all(both)) {
    expect(thrown).toMatchObject({ kind: "worker-lost", remedy: "Start again." });
  }
});

test("a signal aborted before the call arrives aborted", async () => {
  const thrown = await failure(connect().wait({ signal: AbortSignal.abort(new Error("early")) }));
  expect(thrown).toMatchObject({ message: "early" });
});

test("progress comes back through the callback, unchanged", async () => {
  const controller = new AbortController();
  const progress = await new Promise((onProgress) => {
    failure(connect().wait({ signal: controller.signal, onProgress }));
  });
  expect(progress).toEqual({ stage: "tissue", done: 1, total: 2 });
  controller.abort();
});

test("an object without signal or callback is cloned as ever", async () => {
  expect(await connect().plain({ a: 1, b: new Map([[1, 2]]) })).toEqual(["a", "b"]);
});
