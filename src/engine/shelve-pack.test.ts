import { expect, test, vi } from "vitest";
import type { PackFileName } from "#packs/manifest.ts";
import { LEVEL_FILES, LEVELS } from "#pipeline/levels/level-files.ts";
import { shelvePack } from "./shelve-pack.ts";

const names = [...new Set(LEVELS.flatMap((level) => LEVEL_FILES[level]))];
const packFiles = () =>
  Object.fromEntries(names.map((name, index) => [name, new ArrayBuffer(index + 1)])) as Record<
    PackFileName,
    ArrayBuffer
  >;

test("each level is handed its files and no others, without reading again", async () => {
  const readAgain = vi.fn(async () => packFiles());
  const shelf = shelvePack(packFiles(), readAgain);
  for (const level of LEVELS) {
    const files = await shelf(level);
    expect([...files.keys()]).toEqual(LEVEL_FILES[level]);
    expect([...files.values()].every(({ byteLength }) => byteLength > 0)).toBe(true);
    structuredClone(files, { transfer: [...files.values()] });
  }
  expect(readAgain).not.toHaveBeenCalled();
});

test("a level that starts anew has the pack read again, for its first files are gone", async () => {
  const readAgain = vi.fn(async () => packFiles());
  const shelf = shelvePack(packFiles(), readAgain);
  const first = await shelf("patch");
  structuredClone(first, { transfer: [...first.values()] });
  const again = await shelf("patch");
  expect(readAgain).toHaveBeenCalledTimes(1);
  expect([...again.values()].every(({ byteLength }) => byteLength > 0)).toBe(true);
});
