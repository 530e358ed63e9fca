import { afterEach, expect, test, vi } from "vitest";
import type { RgbImage } from "#slides/slide-source.ts";
import { fakeSlide } from "#test/fake-slide.ts";
import { transferredSlide } from "./transferred-slide.ts";

const pixel: RgbImage = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };
const slide = fakeSlide({ width: 1, height: 1, micronsPerPixel: 1 });
afterEach(() => vi.restoreAllMocks());

test("a bitmap that was made for a stopped call is closed", async () => {
  const making = vi.spyOn(globalThis, "createImageBitmap");
  const stopping = new AbortController();
  const readTile = async () => {
    stopping.abort(new Error("the view moved on"));
    return pixel;
  };
  const asked = transferredSlide({ ...slide, readTile }).readTile(0, 0, 0, {
    signal: stopping.signal,
  });
  await expect(asked).rejects.toThrow("the view moved on");
  expect(await making.mock.results[0]?.value).toMatchObject({ width: 0 });
});

test("an encoded tile goes as it is", async () => {
  const stored = new Blob(["encoded"]);
  const there = transferredSlide({ ...slide, readTile: async () => stored });
  expect(await there.readTile(0, 0, 0)).toBe(stored);
});
