import { expect, test } from "vitest";
import { pictureName } from "./picture-name.ts";

test("a picture is named for slide, place and magnification", () => {
  const view = { centre: [4100.4, 2199.7], zoom: 0.5 } as const;
  expect(pictureName({ name: "biopsy 12/a.svs", micronsPerPixel: 0.25 }, view)).toBe(
    "biopsy-12-a.svs-x4100-y2200-20x.png",
  );
});

test("without a scale the share of the full size is said; a name of signs only is left out", () => {
  const view = { centre: [0, 10], zoom: 0.0625 } as const;
  expect(pictureName({ name: "../??", micronsPerPixel: null }, view)).toBe(
    "slide-x0-y10-6.3percent.png",
  );
});
