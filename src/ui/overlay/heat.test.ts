import { describe, expect, test } from "vitest";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeCell, fakePatchMap } from "#test/fake-answer.ts";
import { heatColour } from "./colour-map.ts";
import { countByPatch, densityScores, heatPicture, relevanceScores, shareScores } from "./heat.ts";
import { redundantMarks, regionMarks } from "./patch-layers.ts";
import { tissuePicture } from "./tissue-picture.ts";

const map = fakePatchMap("Where?");
/** Patch 0 holds three cells of class 0 and one of class 1, patch 9 one of class 1. */
const table = tableOf([
  fakeCell(10, 10, 0),
  fakeCell(30, 10, 0),
  fakeCell(200, 200, 0),
  fakeCell(240, 30, 1),
  fakeCell(300, 300, 1),
  fakeCell(5000, 10, 0),
]);

describe("cells of patches", () => {
  const searched = [{ x: 0, y: 0, width: 512, height: 256 }];
  const counts = countByPatch(map, { table, classes: 2, searched });

  test("are counted where their centres lie; beyond the grid nowhere", () => {
    expect([...counts.counts.subarray(0, 2)]).toEqual([3, 1]);
    expect([...counts.counts.subarray(18, 20)]).toEqual([0, 1]);
    expect(counts.counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  test("are known to be none only where they were looked for", () => {
    const known = [...counts.isKnown].flatMap((isKnown, patch) => (isKnown ? [patch] : []));
    expect(known).toEqual([0, 1, 9]);
  });

  test("give shares of a class, and none without cells", () => {
    const { values, least, most } = shareScores(counts, 0);
    expect([values[0], values[1], values[2], values[9]]).toEqual([0.75, Number.NaN, Number.NaN, 0]);
    expect([least, most]).toEqual([0, 1]);
  });

  test("give densities for each square millimetre, none where none is", () => {
    const { values, most } = densityScores(counts, 0.5);
    expect([values[0], values[1], values[2], values[9]]).toEqual([8, 0, Number.NaN, 2]);
    expect(most).toBe(8);
  });
});

describe("a heat map", () => {
  test("colours every known patch from the least to the most", () => {
    const scores = relevanceScores(map.relevance ?? new Float32Array());
    expect([scores.least, scores.most]).toEqual([0, expect.closeTo(0.7, 6)]);
    const picture = heatPicture(map, scores);
    expect(picture).toMatchObject({ columns: 8, rows: 6, width: 2048, height: 1536 });
    expect([...(picture?.rgba.subarray(0, 3) ?? [])]).toEqual(heatColour(0));
    expect([...(picture?.rgba.subarray(28, 31) ?? [])]).toEqual(heatColour(1));
  });

  test("leaves open what is not known, and is nothing without patches", () => {
    const values = new Float32Array(48).fill(Number.NaN);
    const picture = heatPicture(map, { values, least: 0, most: 1 });
    expect(picture?.rgba.every((part) => part === 0)).toBe(true);
    expect(
      heatPicture({ ...map, places: new Uint32Array() }, { values, least: 0, most: 1 }),
    ).toBeNull();
  });
});

test("regions are those of analysed patches, redundant patches the ones marked so", () => {
  const rects = [...new Set(regionMarks(map).map(({ rect }) => rect))];
  expect(rects.map(({ x, y, width }) => [x, y, width])).toEqual([
    [0, 0, 1024],
    [1024, 0, 1024],
    [0, 1024, 1024],
    [1024, 1024, 1024],
  ]);
  const marks = redundantMarks(map);
  expect(marks.length).toBe(24);
  expect(marks[0]?.rect).toEqual({ x: 256, y: 0, width: 256, height: 256 });
});

test("a tissue picture is as large as the slide, opaque where tissue is", () => {
  const mask = { width: 2, height: 1, data: Uint8Array.of(0, 1) };
  const picture = tissuePicture(mask, { width: 4000, height: 2000 });
  expect(picture).toMatchObject({ columns: 2, rows: 1, width: 4000, height: 2000 });
  expect([picture.rgba[3], picture.rgba[7]]).toEqual([0, 255]);
});
