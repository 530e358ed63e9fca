import { describe, expect, test } from "vitest";
import { batchesOf, readAhead } from "./read-ahead.ts";

/** Reads that settle when told to. */
function controlledReads() {
  const started: number[] = [];
  const signals: AbortSignal[] = [];
  const settle = new Map<number, (failure?: Error) => void>();
  const read = (item: number, signal: AbortSignal): Promise<string> => {
    started.push(item);
    signals.push(signal);
    return new Promise((resolve, reject) => {
      settle.set(item, (failure) => (failure ? reject(failure) : resolve(`read ${item}`)));
    });
  };
  return { started, signals, settle, read };
}

describe("reading ahead", () => {
  test("one more than asked for is under way, never more", async () => {
    const { started, settle, read } = controlledReads();
    const values = readAhead({ items: [1, 2, 3, 4], read, ahead: 1 });
    const first = values.next();
    expect(started).toEqual([1, 2]);
    settle.get(1)?.();
    expect((await first).value).toBe("read 1");
    expect(started).toEqual([1, 2]);
    const second = values.next();
    expect(started).toEqual([1, 2, 3]);
    settle.get(2)?.();
    expect((await second).value).toBe("read 2");
    await values.return();
  });

  test("while the consumer works on a value the next reads go on", async () => {
    const { started, settle, read } = controlledReads();
    const values = readAhead({ items: [1, 2, 3, 4, 5], read, ahead: 2 });
    const first = values.next();
    settle.get(1)?.();
    await first;
    expect(started).toEqual([1, 2, 3]);
    await values.return();
  });

  test("values come in the order of the items, whichever read ends first", async () => {
    const { settle, read } = controlledReads();
    const values = readAhead({ items: [1, 2], read, ahead: 1 });
    const first = values.next();
    settle.get(2)?.();
    settle.get(1)?.();
    expect([(await first).value, (await values.next()).value]).toEqual(["read 1", "read 2"]);
  });

  test("a failed read is thrown and the others are aborted", async () => {
    const { signals, settle, read } = controlledReads();
    const values = readAhead({ items: [1, 2], read, ahead: 1 });
    const first = values.next();
    settle.get(1)?.(new Error("tile missing"));
    await expect(first).rejects.toThrow("tile missing");
    expect(signals[1]?.aborted).toBe(true);
  });

  test("a consumer that leaves aborts what is under way", async () => {
    const { signals, settle, read } = controlledReads();
    const values = readAhead({ items: [1, 2, 3], read, ahead: 1 });
    const first = values.next();
    settle.get(1)?.();
    await first;
    await values.return();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test("an abort reaches the reads with its reason", async () => {
    const { signals, read } = controlledReads();
    const stop = new AbortController();
    const values = readAhead({ items: [1], read, ahead: 1, signal: stop.signal });
    values.next().catch(() => undefined);
    stop.abort(new Error("stopped"));
    expect(signals[0]?.reason).toEqual(new Error("stopped"));
  });

  test("no items, no values", async () => {
    const { read } = controlledReads();
    expect(await readAhead({ items: [], read, ahead: 2 }).next()).toEqual({
      done: true,
      value: undefined,
    });
  });
});

test("batches keep the order and the last may be short", () => {
  expect(batchesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(batchesOf([], 2)).toEqual([]);
});
