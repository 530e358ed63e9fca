import { describe, expect, test } from "vitest";
import type { Patch } from "#pipeline/decompose.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { type Colour, EOSIN, GLASS, paint } from "#test/fake-slide.ts";
import { blurred } from "#test/spoil.ts";
import { measureSharpness } from "./sharpness.ts";
import { watchFocus } from "./watch-focus.ts";

const SIDE = 256;
const grid = { micronsPerPixel: 0.5 };
/** Nuclei 7 um wide, one in each square of 20 um. */
const nuclei = (x: number, y: number): Colour =>
  (x % 40) ** 2 + (y % 40) ** 2 < 14 ** 2 ? [110, 80, 150] : EOSIN;
const sharp = paint(SIDE, SIDE, nuclei);
const patchAt = (column: number, valid = { width: SIDE, height: SIDE }): Patch => ({
  column,
  row: 0,
  rect: { x: column * SIDE, y: 0, width: SIDE, height: SIDE },
  valid,
});

function blurredOf(images: readonly RgbImage[], scanned = 0.5): number[] {
  const patches = images.map((_, column) => patchAt(column));
  const focus = watchFocus(patches, grid, scanned);
  for (const [index, image] of images.entries()) focus.see(image, index);
  return [...focus.blurred()].map(({ column }) => column);
}

describe("a patch is out of focus", () => {
  test.each([2, 3, 4, 6])("when blurred by a Gaussian of %i um", (microns) => {
    expect(blurredOf([sharp, blurred(sharp, microns / 0.5), sharp])).toEqual([1]);
  });

  test("on a slide where everything is", () => {
    expect(blurredOf([blurred(sharp, 6), blurred(sharp, 8)])).toEqual([0, 1]);
  });

  test("not when it is sharp, and not when half of it is", () => {
    const half = blurred(sharp, 6);
    half.data.set(sharp.data.subarray(0, sharp.data.length / 2));
    expect(blurredOf([sharp, sharp, half])).toEqual([]);
  });

  test("not when there is nothing to be sharp", () => {
    const plain = paint(SIDE, SIDE, () => EOSIN);
    const grainy = paint(SIDE, SIDE, (x, y) => {
      const grain = ((x * 31 + y * 17 + x * y) % 7) - 3;
      return [230 + grain, 150 + grain, 190 + grain];
    });
    expect(blurredOf([sharp, sharp, sharp, plain, grainy])).toEqual([]);
  });

  test("not on a scan too coarse to show it", () => {
    expect(blurredOf([blurred(sharp, 6)], 1)).toEqual([0]);
    expect(blurredOf([blurred(sharp, 6)], 2)).toEqual([]);
  });
});

describe("sharpness", () => {
  test("is of tissue alone: glass adds nothing to a patch and takes nothing away", () => {
    const edged = paint(SIDE, SIDE, (x, y) => (x < 120 ? nuclei(x, y) : GLASS));
    const [whole, part] = [measureSharpness(sharp, 2), measureSharpness(edged, 2)];
    expect((part?.detail ?? 0) / (whole?.detail ?? 1)).toBeGreaterThan(0.8);
    expect((part?.detail ?? 0) / (whole?.detail ?? 1)).toBeLessThan(1.5);
  });

  test("does not take the end of the slide for an edge", () => {
    const flat = paint(SIDE, SIDE, (x) => (x < 100 ? EOSIN : GLASS));
    expect(measureSharpness(flat, 2, { width: 100, height: SIDE })?.detail).toBeCloseTo(0, 3);
    expect(measureSharpness(flat, 2)?.detail).toBeGreaterThan(10);
  });

  test("is unknown where there is hardly any tissue", () => {
    const speck = paint(SIDE, SIDE, (x, y) => (x < 20 && y < 20 ? EOSIN : GLASS));
    expect(measureSharpness(speck, 2)).toBeNull();
  });
});
