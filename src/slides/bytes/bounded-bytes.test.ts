import { expect, test, vi } from "vitest";
import { boundedBytes } from "./bounded-bytes.ts";

/** A stream without end: 10 bytes a time. */
function endless() {
  const cancel = vi.fn();
  let given = 0;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      given += 10;
      controller.enqueue(new Uint8Array(10));
    },
    cancel,
  });
  return { stream, cancel, given: () => given };
}

test("the parts of a stream become one", async () => {
  const stream = new Blob(["para", "ffin"]).stream();
  const bytes = await boundedBytes(stream, 8);
  expect(new TextDecoder().decode(bytes ?? undefined)).toBe("paraffin");
});

test("what is longer than the limit is left where it is", async () => {
  const { stream, cancel, given } = endless();
  expect(await boundedBytes(stream, 95)).toBeNull();
  expect(cancel).toHaveBeenCalledOnce();
  expect(given()).toBeLessThanOrEqual(120);
});

test("of a bomb no more is inflated than the limit and what is on its way", async () => {
  const zeros = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (let at = 0; at < 64; at += 1) controller.enqueue(new Uint8Array(2 ** 20));
      controller.close();
    },
  });
  const packed = await new Response(zeros.pipeThrough(new CompressionStream("deflate-raw"))).blob();
  let inflated = 0;
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      inflated += chunk.byteLength;
      controller.enqueue(chunk);
    },
  });
  const stream = packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
  expect(await boundedBytes(stream.pipeThrough(count), 1000)).toBeNull();
  expect(inflated).toBeLessThan(2 ** 20);
});
