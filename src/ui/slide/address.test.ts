import { describe, expect, test } from "vitest";
import { askedBy, micronsPerPixelOf, slideAt } from "./address.ts";

const page = "https://here.example/paraffin/index.html";

describe("the page's address", () => {
  test("without a word opens the demo slide with the pack beside the page", () => {
    expect(askedBy(page)).toEqual({
      slide: {
        kind: "url",
        url: "https://here.example/paraffin/demo/slide.dzi",
        micronsPerPixel: null,
      },
      pack: "https://here.example/paraffin/pack/manifest.json",
    });
  });

  test("names slide, scale and pack", () => {
    const asked = askedBy(`${page}?slide=/s/a%20b.dzi&mpp=0.25&pack=other/manifest.json`);
    expect(asked.slide).toEqual({
      kind: "url",
      url: "https://here.example/s/a%20b.dzi",
      micronsPerPixel: 0.25,
    });
    expect(asked.pack).toBe("https://here.example/paraffin/other/manifest.json");
  });
});

test("an address with spaces around it is trimmed", () => {
  expect(slideAt("  https://there.example/s.dzi ", null, page)).toMatchObject({
    url: "https://there.example/s.dzi",
  });
});

test.each([
  ["0.25", 0.25],
  [" 0,5 ", 0.5],
  ["0", null],
  ["-1", null],
  ["", null],
  ["forty", null],
  ["Infinity", null],
  [null, null],
])("microns per pixel of %o: %o", (text, value) => {
  expect(micronsPerPixelOf(text)).toBe(value);
});
