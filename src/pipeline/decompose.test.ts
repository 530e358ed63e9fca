import { describe, expect, test } from "vitest";
import { decompose } from "./decompose.ts";

const grid = { micronsPerPixel: 0.5, patchPixels: 256, regionPatches: 16 };
const slide = (width: number, height: number, micronsPerPixel = 0.5) => ({
  width,
  height,
  micronsPerPixel,
});

describe("decomposition", () => {
  test("an 8192x4096 extent holds two regions of 256 patches", () => {
    const regions = decompose(slide(8192, 4096), grid);
    expect(regions.map(({ column, row }) => [column, row])).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(regions.map(({ patches }) => patches.length)).toEqual([256, 256]);
    expect(regions[1]?.rect).toEqual({ x: 4096, y: 0, width: 4096, height: 4096 });
  });

  test.each([
    ["40x", 0.25, 8192, 512],
    ["20x", 0.5, 4096, 256],
    ["10x", 1, 2048, 128],
  ])("at %s a region is 2048 um", (_, micronsPerPixel, regionSide, patchSide) => {
    const [region, next] = decompose(slide(1.5 * regionSide, regionSide, micronsPerPixel), grid);
    expect(region?.rect.width).toBe(regionSide);
    expect(region?.patches[17]?.rect).toEqual({
      x: patchSide,
      y: patchSide,
      width: patchSide,
      height: patchSide,
    });
    expect(next?.patches).toHaveLength(128);
  });

  test("a slide smaller than one region is one partial region", () => {
    const regions = decompose(slide(600, 300), grid);
    expect(regions).toHaveLength(1);
    const places = regions[0]?.patches.map(({ column, row, valid }) => [column, row, valid]);
    expect(places).toEqual([
      [0, 0, { width: 256, height: 256 }],
      [1, 0, { width: 256, height: 256 }],
      [2, 0, { width: 88, height: 256 }],
    ]);
  });

  test("a slide smaller than one patch is one patch with its valid size", () => {
    const [region] = decompose(slide(200, 100), grid);
    expect(region?.patches.map(({ valid }) => valid)).toEqual([{ width: 200, height: 100 }]);
    expect(region?.patches[0]?.rect.width).toBe(256);
  });

  test("a patch with less than a quarter of its area on the slide is left out", () => {
    expect(decompose(slide(256 + 63, 256), grid)[0]?.patches).toHaveLength(1);
    expect(decompose(slide(256 + 64, 256), grid)[0]?.patches).toHaveLength(2);
    expect(decompose(slide(256 + 127, 256 + 127), grid)[0]?.patches).toHaveLength(3);
    expect(decompose(slide(256 + 128, 256 + 128), grid)[0]?.patches).toHaveLength(4);
  });

  test("a region none of whose patches is left is left out", () => {
    expect(decompose(slide(4096 + 40, 4096), grid)).toHaveLength(1);
  });

  test("the valid size is in patch pixels whatever the slide's scale", () => {
    const [region] = decompose(slide(512 + 256, 512, 0.25), grid);
    expect(region?.patches[1]?.valid).toEqual({ width: 128, height: 256 });
  });
});
