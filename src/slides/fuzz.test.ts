import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** A process of its own: what hangs or exhausts memory ends that one, and the test tells it. */
test("500 broken slides are read or refused, none hangs, crashes or fills the memory", async () => {
  const asked = ["bench/fuzz.mjs", "--cases", "500", "--seed", "20"];
  const { stdout } = await promisify(execFile)(process.execPath, asked, { timeout: 300_000 });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ cases: 500, crashes: [], hangs: [] });
  expect(report.opened).toBeGreaterThan(50);
  expect(report.refused).toBeGreaterThan(50);
  expect(report.largestMegabytes).toBeLessThan(1500);
}, 320_000);
