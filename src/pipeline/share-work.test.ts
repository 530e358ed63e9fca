import { describe, expect, test } from "vitest";
import type { LongOptions, StageProgress } from "#core/progress.ts";
import { shareWork } from "./share-work.ts";

/** Work that ends when told to. */
function controlledWork() {
  const runs: {
    options: LongOptions;
    succeed: (value: string) => void;
    fail: (failure: Error) => void;
  }[] = [];
  const work = (options: LongOptions): Promise<string> =>
    new Promise((succeed, fail) => {
      runs.push({ options, succeed, fail });
      options.signal?.addEventListener("abort", () => fail(options.signal?.reason));
    });
  return { runs, ask: shareWork(work) };
}

const started = () => Promise.resolve().then(() => undefined);

describe("shared work", () => {
  test("all who ask while it runs wait for one run, and later ones get its value", async () => {
    const { runs, ask } = controlledWork();
    const both = [ask(), ask()];
    await started();
    runs[0]?.succeed("done");
    expect(await Promise.all([...both, ask()])).toEqual(["done", "done", "done"]);
    expect(runs).toHaveLength(1);
  });

  test("a failure is forgotten: the next to ask starts anew", async () => {
    const { runs, ask } = controlledWork();
    const first = ask();
    await started();
    runs[0]?.fail(new Error("worker lost"));
    await expect(first).rejects.toThrow("worker lost");
    const second = ask();
    await started();
    runs[1]?.succeed("done");
    expect(await second).toBe("done");
  });

  test("one waiter's abort lets it go and leaves the run to the others", async () => {
    const { runs, ask } = controlledWork();
    const stop = new AbortController();
    const leaving = ask({ signal: stop.signal });
    const staying = ask();
    await started();
    stop.abort(new Error("left"));
    await expect(leaving).rejects.toThrow("left");
    expect(runs[0]?.options.signal?.aborted).toBe(false);
    runs[0]?.succeed("done");
    expect(await staying).toBe("done");
  });

  test("the last waiter's abort ends the run, and the next to ask starts anew", async () => {
    const { runs, ask } = controlledWork();
    const stop = new AbortController();
    const leaving = ask({ signal: stop.signal });
    await started();
    stop.abort(new Error("left"));
    await expect(leaving).rejects.toThrow("left");
    expect(runs[0]?.options.signal?.aborted).toBe(true);
    const next = ask();
    await started();
    runs[1]?.succeed("again");
    expect(await next).toBe("again");
  });

  test("every waiter sees the progress from the moment it joined", async () => {
    const { runs, ask } = controlledWork();
    const seen: string[] = [];
    const watch = (name: string) => ({
      onProgress: ({ done }: StageProgress) => seen.push(`${name} ${done}`),
    });
    ask(watch("a"));
    await started();
    runs[0]?.options.onProgress?.({ stage: "patches", done: 1, total: 2 });
    ask(watch("b"));
    runs[0]?.options.onProgress?.({ stage: "patches", done: 2, total: 2 });
    expect(seen).toEqual(["a 1", "a 2", "b 2"]);
  });

  test("an aborted signal starts nothing", async () => {
    const { runs, ask } = controlledWork();
    const signal = AbortSignal.abort(new Error("left"));
    await expect(ask({ signal })).rejects.toThrow("left");
    expect(runs).toHaveLength(0);
  });
});
