import { expect, test, vi } from "vitest";
import { BlockBytes, blockBytes } from "./block-bytes.ts";
import type { ByteSource } from "./byte-source.ts";

const expected = (offset: number, length: number) => {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) {
    bytes[at] = (offset + at) * 7 + Math.floor((offset + at) / blockBytes);
  }
  return bytes;
};

/** A source whose reads are recorded as [first block, blocks], or [offset, length] where unaligned. */
function recorded(size: number) {
  const reads: [number, number][] = [];
  const read: ByteSource["read"] = async (offset, length, { signal } = {}) => {
    const isAligned = offset % blockBytes === 0;
    reads.push(isAligned ? [offset / blockBytes, length / blockBytes] : [offset, length]);
    await new Promise((resolve) => setTimeout(resolve, 1));
    signal?.throwIfAborted();
    return expected(offset, length);
  };
  const source = { name: "slide.svs", size, read: vi.fn(read), dispose: vi.fn() };
  return { reads, source, bytes: new BlockBytes(source) };
}

test("a read over blocks gives just its bytes, and its blocks come in one read", async () => {
  const { bytes, reads } = recorded(10 * blockBytes);
  const [offset, length] = [blockBytes - 3, blockBytes + 9];
  const read = await bytes.read(offset, length);
  expect(Buffer.compare(read, expected(offset, length))).toBe(0);
  expect(read.buffer.byteLength).toBe(length);
  expect(reads).toEqual([[0, 3]]);
});

test("what was read once is not asked for again; only what lies between is", async () => {
  const { bytes, reads } = recorded(10 * blockBytes);
  await bytes.read(0, 10);
  await bytes.read(3 * blockBytes, 10);
  await bytes.read(5, 6 * blockBytes);
  await bytes.read(2 * blockBytes, 4 * blockBytes);
  expect(reads).toEqual([
    [0, 1],
    [3, 1],
    [1, 2],
    [4, 3],
  ]);
});

test("the last block ends with the file", async () => {
  const { bytes, reads } = recorded(blockBytes + 100);
  expect(await bytes.read(blockBytes + 90, 10)).toEqual(expected(blockBytes + 90, 10));
  expect(reads).toEqual([[1, 100 / blockBytes]]);
  expect(await bytes.read(blockBytes + 100, 0)).toHaveLength(0);
  await expect(bytes.read(blockBytes + 91, 10)).rejects.toMatchObject({ kind: "slide-unreadable" });
});

test("a first block that is there already is not read", async () => {
  const { source } = recorded(2 * blockBytes);
  const bytes = new BlockBytes(source, expected(0, blockBytes));
  expect(await bytes.read(8, 8)).toEqual(expected(8, 8));
  expect(source.read).not.toHaveBeenCalled();
});

test("readers of one block share one read", async () => {
  const { bytes, reads } = recorded(10 * blockBytes);
  const offsets = [0, 100, 200, blockBytes - 4];
  const read = await Promise.all(offsets.map((offset) => bytes.read(offset, 8)));
  expect(read).toEqual(offsets.map((offset) => expected(offset, 8)));
  expect(reads).toEqual([
    [0, 1],
    [1, 1],
  ]);
});

test("one reader's abort leaves the other's read alone; the last one's stops it", async () => {
  const { bytes, source, reads } = recorded(10 * blockBytes);
  const [first, second] = [new AbortController(), new AbortController()];
  const one = bytes.read(0, 8, { signal: first.signal });
  const other = bytes.read(0, 8, { signal: second.signal });
  first.abort(new Error("withdrawn"));
  await expect(one).rejects.toThrow("withdrawn");
  expect(await other).toEqual(expected(0, 8));
  expect(reads).toHaveLength(1);

  const third = new AbortController();
  const lone = bytes.read(blockBytes, 8, { signal: third.signal });
  third.abort(new Error("closed"));
  await expect(lone).rejects.toThrow("closed");
  expect(source.read.mock.calls[1]?.[2]?.signal?.aborted).toBe(true);
  expect(await bytes.read(blockBytes, 8)).toEqual(expected(blockBytes, 8));
});

test("an aborted signal asks for nothing", async () => {
  const { bytes, reads } = recorded(blockBytes);
  const reading = bytes.read(0, 8, { signal: AbortSignal.abort() });
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  expect(reads).toEqual([]);
});

test("a read that fails is tried again the next time", async () => {
  const { bytes, source } = recorded(blockBytes);
  source.read.mockRejectedValueOnce(new Error("the cable"));
  await expect(bytes.read(0, 8)).rejects.toThrow("the cable");
  expect(await bytes.read(0, 8)).toEqual(expected(0, 8));
});

test("over a mebibyte is read as it is and pushes nothing out", async () => {
  const { bytes, reads } = recorded(40 * blockBytes);
  await bytes.read(0, 8);
  await bytes.read(5, 2 ** 20 + 1);
  await bytes.read(0, 8);
  expect(reads).toEqual([
    [0, 1],
    [5, 2 ** 20 + 1],
  ]);
});

test("of 257 blocks the one unused for longest is dropped", async () => {
  const { bytes, reads } = recorded(300 * blockBytes);
  for (let block = 0; block < 256; block += 1) await bytes.read(block * blockBytes, 1);
  await bytes.read(0, 1);
  await bytes.read(256 * blockBytes, 1);
  expect(reads).toHaveLength(257);
  await bytes.read(0, 1);
  expect(reads).toHaveLength(257);
  await bytes.read(blockBytes, 1);
  expect(reads).toHaveLength(258);
});

test("dispose stops what is under way and the source too", async () => {
  const { bytes, source } = recorded(blockBytes);
  const reading = bytes.read(0, 8);
  bytes.dispose();
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  expect(source.dispose).toHaveBeenCalledOnce();
});
