import { expect, test } from "vitest";
import type { StageProgress } from "#core/progress.ts";
import { progressLines } from "./progress-lines.ts";

const patches = (done: number): StageProgress => ({ stage: "patches", done, total: 40 });

function linesOf(
  isTerminal: boolean,
  at: readonly (readonly [ms: number, done: number])[],
): string {
  let now = 0;
  let text = "";
  const screen = { write: (piece: string) => (text += piece), isTerminal };
  const tell = progressLines(screen, () => now);
  for (const [ms, done] of at) {
    now = ms;
    tell(patches(done));
  }
  return text;
}

const run = [
  [0, 0],
  [50, 8],
  [5000, 16],
  [12_000, 24],
  [12_050, 40],
  [12_060, 40],
] as const;

test("a log has the start, a line now and then, and the end once", () => {
  expect(linesOf(false, run).split("\n")).toEqual([
    "0 of 40 patches encoded",
    "24 of 40 patches encoded",
    "40 of 40 patches encoded",
    "",
  ]);
});

test("a terminal writes over one line until the stage is done", () => {
  expect(linesOf(true, run).split("\r\x1b[2K")).toEqual([
    "",
    "0 of 40 patches encoded",
    "16 of 40 patches encoded",
    "24 of 40 patches encoded",
    "40 of 40 patches encoded\n",
  ]);
});
