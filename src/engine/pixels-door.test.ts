import { expose, proxy } from "comlink";
import { beforeAll, expect, test } from "vitest";
import { installTransferHandlers } from "#core/wire.ts";
import { fakeSlide } from "#test/fake-slide.ts";
import type { PixelsApi } from "#workers/pixels/pixels-api.ts";
import { pixelsDoor } from "./pixels-door.ts";

beforeAll(installTransferHandlers);

/** A worker whose other side is this thread; `crash` is what the browser would tell. */
function fakeWorker(read: () => Promise<never> | null) {
  const { port1, port2 } = new MessageChannel();
  const listeners = new Map<string, (event: { message: string }) => void>();
  const slide = fakeSlide({ width: 512, height: 256, micronsPerPixel: 0.5 });
  const pixels: PixelsApi = {
    openSlide: async () =>
      proxy({
        ...slide,
        read: (...asked) => read() ?? slide.read(...asked),
      } satisfies typeof slide),
  };
  expose(pixels, port2);
  port1.start();
  const worker = Object.assign(port1, {
    addEventListener: (type: string, listener: (event: never) => void) =>
      type === "message"
        ? MessagePort.prototype.addEventListener.call(port1, type, listener as never)
        : listeners.set(type, listener as (event: { message: string }) => void),
    terminate: () => {
      port1.close();
      port2.close();
    },
  }) as unknown as Worker;
  return { worker, crash: (message: string) => listeners.get("error")?.({ message }) };
}

const origin = { kind: "url", url: "https://slides.test/a.dzi", micronsPerPixel: null } as const;
const rect = { x: 0, y: 0, width: 4, height: 4 };

test("a slide reads through the worker, which is started once", async () => {
  let started = 0;
  const door = pixelsDoor(() => {
    started += 1;
    return fakeWorker(() => null).worker;
  });
  const [first, second] = [await door.open(origin), await door.open(origin)];
  expect((await first.read(rect, 0.5)).width).toBe(4);
  expect((await second.describe()).width).toBe(512);
  expect(started).toBe(1);
  door.dispose();
});

test("a crash rejects the reads under way, and the next slide has a new worker", async () => {
  const workers: ReturnType<typeof fakeWorker>[] = [];
  const door = pixelsDoor(() => {
    const next = fakeWorker(() => (workers.length === 1 ? new Promise(() => undefined) : null));
    workers.push(next);
    return next.worker;
  });
  const slide = await door.open(origin);
  const read = slide.read(rect, 0.5);
  workers[0]?.crash("out of memory");
  await expect(read).rejects.toMatchObject({
    kind: "worker-lost",
    message: expect.stringContaining("out of memory"),
  });
  const again = await door.open(origin);
  expect((await again.read(rect, 0.5)).width).toBe(4);
  expect(workers).toHaveLength(2);
  door.dispose();
});
