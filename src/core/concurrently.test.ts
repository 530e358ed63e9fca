import { expect, test } from "vitest";
import { concurrently } from "./concurrently.ts";

const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

test("results stand in the order of the items, not of their completion", async () => {
  const waits = [3, 1, 2];
  const results = await concurrently(waits, 3, async (wait, index) => {
    for (let turns = 0; turns < wait; turns++) await turn();
    return `${index}:${wait}`;
  });
  expect(results).toEqual(["0:3", "1:1", "2:2"]);
});

test("no more than the limit run at once", async () => {
  let running = 0;
  let most = 0;
  await concurrently([1, 2, 3, 4, 5, 6, 7], 3, async () => {
    running += 1;
    most = Math.max(most, running);
    await turn();
    running -= 1;
  });
  expect(most).toBe(3);
});

test("a failure is thrown and nothing further begins", async () => {
  const begun: number[] = [];
  const work = concurrently([0, 1, 2, 3, 4], 2, async (item) => {
    begun.push(item);
    await turn();
    if (item === 0) throw new Error("tile 0");
  });
  await expect(work).rejects.toThrow("tile 0");
  await turn();
  await turn();
  expect(begun.length).toBeLessThan(4);
});

test("no items give no results", async () => {
  expect(await concurrently([], 4, async () => 1)).toEqual([]);
});
