import { expect, test } from "vitest";
import { FolderStore } from "./folder-store.ts";
import { largestFileBytes } from "./tile-store.ts";

const tile = new File(["tile"], "0_0.png");
const store = new FolderStore(new Map([["case 7/slide_files/0/0_0.png", tile]]), "case 7/");

test("a file is found beside the .dzi", async () => {
  expect(await store.get("slide_files/0/0_0.png")).toBe(tile);
});

test("a file that was not dropped is missing, by its path", async () => {
  await expect(store.get("slide_files/0/1_0.png")).rejects.toMatchObject({
    kind: "slide-tile-missing",
    message: "slide_files/0/1_0.png is not among the files of the folder.",
  });
});

test("a file too large for a tile is not handed on", async () => {
  const large = new File([], "large.png");
  Object.defineProperty(large, "size", { value: largestFileBytes + 1 });
  const holding = new FolderStore(new Map([["large.png", large]]), "");
  await expect(holding.get("large.png")).rejects.toThrow("too large");
});

test("an aborted reader gets nothing", async () => {
  const reading = store.get("slide_files/0/0_0.png", { signal: AbortSignal.abort() });
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
});
