import { expect, test } from "vitest";
import type { Level0Rect } from "#core/geometry.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import { fakeSlide } from "#test/pink-slide.ts";
import { readThumbnail } from "./thumbnail.ts";

const rect: Level0Rect = { x: 0, y: 0, width: 512, height: 512 };

function counted(failures = 0): { source: SlideSource; reads: () => number } {
  const { source } = fakeSlide({ micronsPerPixel: 0.25 });
  let reads = 0;
  const read: SlideSource["read"] = (...asked) => {
    reads += 1;
    return reads <= failures ? Promise.reject(new Error("gone")) : source.read(...asked);
  };
  return { source: { ...source, read }, reads: () => reads };
}

test("a patch of any scale becomes a picture of the size asked for", async () => {
  const { source } = counted();
  const { width, height } = await readThumbnail(source, rect, 0.25, 36);
  expect([width, height]).toEqual([36, 36]);
});

test("a picture is read once, another size or slide anew", async () => {
  const { source, reads } = counted();
  await readThumbnail(source, rect, 0.25, 36);
  await readThumbnail(source, rect, 0.25, 36);
  expect(reads()).toBe(1);
  await readThumbnail(source, rect, 0.25, 192);
  expect(reads()).toBe(2);
  const another = counted();
  await readThumbnail(another.source, rect, 0.25, 36);
  expect(another.reads()).toBe(1);
});

test("a picture that failed is read again", async () => {
  const { source, reads } = counted(1);
  await expect(readThumbnail(source, rect, 0.25, 36)).rejects.toThrow("gone");
  await readThumbnail(source, rect, 0.25, 36);
  expect(reads()).toBe(2);
});

test("only the latest 96 pictures of a slide are kept", async () => {
  const { source, reads } = counted();
  for (let x = 0; x < 97; x++) await readThumbnail(source, { ...rect, x }, 0.25, 8);
  await readThumbnail(source, { ...rect, x: 96 }, 0.25, 8);
  expect(reads()).toBe(97);
  await readThumbnail(source, { ...rect, x: 0 }, 0.25, 8);
  expect(reads()).toBe(98);
});
