import { describe, expect, test } from "vitest";
import { EOSIN, paint } from "#test/fake-slide.ts";
import { tissueMask, tissueShare } from "./tissue.ts";

describe("the tissue mask", () => {
  test.each([
    ["white glass", [255, 255, 255], 0],
    ["grey glass at the limit", [200, 200, 200], 0],
    ["grey just darker than glass", [199, 200, 200], 1],
    ["colour just short of the limit", [240, 240, 226], 0],
    ["colour at the limit", [240, 240, 225], 1],
    ["eosin", EOSIN, 1],
    ["black ink", [0, 0, 0], 1],
  ] as const)("%s", (_, colour, tissue) => {
    expect([...tissueMask(paint(1, 1, () => colour)).data]).toEqual([tissue]);
  });

  test("a patch's share is counted over its own cell of the grid", () => {
    const mask = tissueMask(paint(32, 32, (x, y) => (x < 16 && y >= 24 ? EOSIN : [255, 255, 255])));
    expect(tissueShare(mask, 2, [0, 0])).toBe(0);
    expect(tissueShare(mask, 2, [0, 1])).toBe(0.5);
    expect(tissueShare(mask, 2, [1, 1])).toBe(0);
  });

  test("a grid that does not divide the mask still covers every pixel once", () => {
    const mask = tissueMask(paint(10, 10, () => EOSIN));
    const shares = [0, 1, 2].map((column) => tissueShare(mask, 3, [column, 0]));
    expect(shares).toEqual([1, 1, 1]);
  });
});
