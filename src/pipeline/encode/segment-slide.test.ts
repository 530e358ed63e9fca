import { describe, expect, test } from "vitest";
import type { StageProgress } from "#core/progress.ts";
import { decompose } from "#pipeline/decompose.ts";
import type { CellModel, SegmentedCell } from "#pipeline/models.ts";
import { tinyManifest } from "#test/fake-models.ts";
import { fakeSlide } from "#test/fake-slide.ts";
import { gather } from "#test/gather.ts";
import { type CellWindow, cellWindows, segmentSlide } from "./segment-slide.ts";

const size = { width: 1200, height: 700, micronsPerPixel: 0.25 };
const all = decompose(size, tinyManifest);

/** Finds a nucleus of 16 px wherever a dark pixel is the middle of one. */
const dots: CellModel = {
  segment: async (patches) =>
    patches.map(({ width, data }) => ({
      cells: Array.from(data)
        .flatMap((value, at) => (at % 3 === 0 && value === 0 ? [at / 3] : []))
        .map((pixel, id): SegmentedCell => dotAt(id, pixel % width, Math.floor(pixel / width))),
      token: new Float32Array(),
    })),
};

function dotAt(id: number, x: number, y: number): SegmentedCell {
  const outline = Float32Array.of(x - 8, y - 8, x + 8, y - 8, x + 8, y + 8, x - 8, y + 8);
  const stains = [0.5, 0.25] as const;
  return { id, cellClass: 0, confidence: 1, centre: [x, y], areaPixels: 256, stains, outline };
}

describe("the windows over a slide", () => {
  test("have cores that tile it, each well inside its window", () => {
    const windows = cellWindows(size, tinyManifest, all, all);
    const area = windows.reduce((sum, { core }) => sum + core.width * core.height, 0);
    expect(area).toBeCloseTo(size.width * size.height, 3);
    for (const { rect, core } of windows) {
      expect(core.x === 0 || core.x - rect.x >= 32).toBe(true);
      expect(core.y === 0 || core.y - rect.y >= 32).toBe(true);
      const right = core.x + core.width;
      expect(right === size.width || rect.x + rect.width - right >= 32).toBe(true);
    }
  });

  test("end with the slide, and see white beyond it only where it is smaller than one", () => {
    const windows = cellWindows(size, tinyManifest, all, all);
    expect(Math.max(...windows.map(({ rect }) => rect.x + rect.width))).toBe(size.width);
    const small = { width: 300, height: 300, micronsPerPixel: 0.25 };
    const parts = decompose(small, tinyManifest);
    const [only, ...more] = cellWindows(small, tinyManifest, parts, parts);
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      valid: { width: 150, height: 150 },
      core: { x: 0, y: 0 },
    });
  });

  test("leave glass out, but for what their cores share with tissue", () => {
    const first = all.map((region) => ({ ...region, patches: region.patches.slice(0, 1) }));
    const windows = cellWindows(size, tinyManifest, all, first);
    expect(windows.length).toBeLessThan(cellWindows(size, tinyManifest, all, all).length);
    expect(windows.some(({ core }) => core.x < 512 && core.y < 512)).toBe(true);
  });
});

describe("the cells of a slide", () => {
  const dot = { x: 511, y: 300 }; // on the border of two patches
  const slide = () =>
    fakeSlide(size, (x, y) =>
      Math.floor(x / 2) === Math.floor(dot.x / 2) && Math.floor(y / 2) === Math.floor(dot.y / 2)
        ? [0, 0, 0]
        : [230, 150, 190],
    );

  test("are found once each, whole, in level-0 pixels, wherever a patch ends", async () => {
    const windows = cellWindows(size, tinyManifest, all, all);
    const found = (await gather(segmentSlide(slide(), windows, dots, tinyManifest))).flat();
    expect(found).toHaveLength(1);
    expect(found[0]?.centre).toEqual([510, 300]);
    expect(found[0]?.squareMicrons).toBe(64);
    expect([...(found[0]?.outline ?? [])].slice(0, 2)).toEqual([510 - 16, 300 - 16]);
  });

  test("are not counted in a patch that is left out, wherever a window sees them", async () => {
    const tissue = all.map((region) => ({
      ...region,
      patches: region.patches.filter(({ column }) => column !== 0),
    }));
    const leftOut = all.flatMap(({ column, row, patches }) =>
      patches
        .filter((place) => place.column === 0)
        .map((place) => ({ region: [column, row] as const, place, reason: "pen" as const })),
    );
    const cellsIn = async (windows: readonly CellWindow[]) =>
      (await gather(segmentSlide(slide(), windows, dots, tinyManifest))).flat();
    const seen = cellWindows(size, tinyManifest, all, tissue);
    expect(await cellsIn(seen)).toHaveLength(1);
    const windows = cellWindows(size, tinyManifest, all, tissue, leftOut);
    expect(windows.map(({ core }) => core)).toEqual(seen.map(({ core }) => core));
    expect(await cellsIn(windows)).toEqual([]);
  });

  test("are told as they are found, and stop with the signal", async () => {
    const windows = cellWindows(size, tinyManifest, all, all);
    const seen: StageProgress[] = [];
    const stop = new AbortController();
    const cells = segmentSlide(slide(), windows, dots, tinyManifest, {
      signal: stop.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.done > 0) stop.abort(new Error("enough"));
      },
    });
    await expect(gather(cells)).rejects.toThrow("enough");
    expect(seen.every(({ stage, total }) => stage === "cells" && total === windows.length)).toBe(
      true,
    );
  });
});
