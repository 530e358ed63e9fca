import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

test("work begins when the work before it has ended, in the order asked", async () => {
  const turn = oneAtATime();
  const seen: string[] = [];
  const slow = turn(async () => {
    seen.push("slow begins");
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.push("slow ends");
    return 1;
  });
  const quick = turn(async () => {
    seen.push("quick");
    return 2;
  });
  expect(await Promise.all([slow, quick])).toEqual([1, 2]);
  expect(seen).toEqual(["slow begins", "slow ends", "quick"]);
});

test("a failure reaches its own caller and the next work still runs", async () => {
  const turn = oneAtATime();
  const failed = turn(() => Promise.reject(new Error("out of memory")));
  const next = turn(async () => "ran");
  await expect(failed).rejects.toThrow("out of memory");
  expect(await next).toBe("ran");
});
