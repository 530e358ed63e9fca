import { beforeAll, describe, expect, test } from "vitest";
import type { Level0Rect } from "#core/geometry.ts";
import { analyseSlide } from "#pipeline/analyse-slide.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import type { Colour } from "#test/fake-slide.ts";
import { imageSlide } from "#test/image-slide.ts";
import { blurred, cut, folded, inked } from "#test/spoil.ts";
import { tissueCrop } from "#test/tissue-crop.ts";
import type { LeftOutReason } from "./left-out.ts";

/** Drawn tissue of 12 x 12 patches at 0.5 um/px, all of it like real H&E and none of it spoilt. */
const SIDE = 3072;
const PATCH = 256;
let plain: RgbImage;

beforeAll(async () => {
  const crop = await (await tissueCrop(SIDE)).raw().toBuffer({ resolveWithObject: true });
  plain = { width: SIDE, height: SIDE, data: new Uint8Array(crop.data) };
}, 120_000);

/** Where patches are left out, and why: "column,row" on the grid of patches. */
async function leftOutOf(image: RgbImage): Promise<ReadonlyMap<string, LeftOutReason>> {
  const { leftOut } = await analyseSlide(imageSlide(image, 0.5), fakeModels(), tinyManifest);
  const placeOf = ({ x, y }: Level0Rect) => `${x / PATCH},${y / PATCH}`;
  return new Map(leftOut.patches.map(({ place, reason }) => [placeOf(place.rect), reason]));
}

/** Columns of patches of one row. */
const row = (at: number, columns = 12): string[] =>
  Array.from({ length: columns }, (_, column) => `${column},${at}`);

/** A stroke along a row of patches, 128 um wide with ragged ends. */
const alongRow = (at: number) => (x: number, y: number) =>
  x > 64 && x < SIDE - 64 && y >= at * PATCH + 8 * Math.sin(x / 90) && y < (at + 1) * PATCH;

test("tissue that nothing is wrong with is all analysed", async () => {
  expect(await leftOutOf(plain)).toEqual(new Map());
}, 120_000);

describe("pen", () => {
  const INKS: readonly (readonly [name: string, ink: Colour])[] = [
    ["blue", [30, 60, 160]],
    ["green", [0, 120, 90]],
    ["black", [30, 30, 35]],
    ["red", [200, 25, 45]],
    ["thin green", [120, 200, 160]],
  ];

  test.each(INKS)(
    "in %s is left out along its whole stroke and nowhere else",
    async (_, ink) => {
      const found = await leftOutOf(inked(plain, ink, alongRow(5)));
      expect(new Set(found.values())).toEqual(new Set(["pen"]));
      expect([...found.keys()].toSorted()).toEqual(row(5).toSorted());
    },
    120_000,
  );

  test("over a quarter of its tissue leaves a patch in", async () => {
    const thin = (x: number, y: number) => alongRow(5)(x, y) && y < 5 * PATCH + 64;
    expect(await leftOutOf(inked(plain, [30, 60, 160], thin))).toEqual(new Map());
  }, 120_000);
});

test("a fold is found where it makes the tissue denser than the slide's own", async () => {
  const found = await leftOutOf(folded(plain, alongRow(5), 2.5));
  expect([...found.values()].every((reason) => reason === "fold")).toBe(true);
  expect(row(5)).toEqual(expect.arrayContaining([...found.keys()]));
  expect(found.size).toBeGreaterThanOrEqual(8);
}, 120_000);

test.each([2, 4, 6])(
  "a field out of focus by %i um is found to the patch",
  async (microns) => {
    const part = [4 * PATCH, 4 * PATCH, 4 * PATCH, 3 * PATCH] as const;
    const soft = blurred(cut(plain, part), microns / 0.5);
    const image = { ...plain, data: plain.data.slice() };
    for (let y = 0; y < part[3]; y += 1) {
      const line = soft.data.subarray(y * part[2] * 3, (y + 1) * part[2] * 3);
      image.data.set(line, ((part[1] + y) * SIDE + part[0]) * 3);
    }
    const found = await leftOutOf(image);
    const field = [4, 5, 6].flatMap((at) => [4, 5, 6, 7].map((column) => `${column},${at}`));
    expect([...found.keys()].toSorted()).toEqual(field.toSorted());
    expect(new Set(found.values())).toEqual(new Set(["blurred"]));
  },
  240_000,
);
