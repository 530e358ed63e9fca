import { describe, expect, test } from "vitest";
import { type Colour, EOSIN, GLASS, paint } from "#test/fake-slide.ts";
import { inkLimits, isInk, markInk } from "./ink.ts";
import { PLACE } from "./places.ts";

const HAEMATOXYLIN: Colour = [110, 80, 150];
const of = (colourAt: (x: number, y: number) => Colour) => {
  const image = paint(20, 20, colourAt);
  const data = Uint8Array.from({ length: 400 }, (_, pixel) =>
    (image.data[pixel * 3 + 1] ?? 0) > 240 ? PLACE.background : PLACE.tissue,
  );
  return { image, places: { width: 20, height: 20, data } };
};
const limitsOf = (colourAt: (x: number, y: number) => Colour) => {
  const { image, places } = of(colourAt);
  return inkLimits([image], [places]);
};
const stained = (x: number): Colour => (x < 5 ? HAEMATOXYLIN : x < 18 ? EOSIN : GLASS);

describe("ink on an H&E slide", () => {
  const limits = limitsOf(stained) ?? { cool: Number.NaN, red: Number.NaN };

  // Medians of strokes on a real prostate slide (small_dicom.dcm) and of margin ink in CoNSeP.
  test.each([
    ["green on glass", [60, 160, 125]],
    ["green over tissue", [50, 95, 85]],
    ["dark green dots", [12, 40, 38]],
    ["blue over tissue", [45, 45, 125]],
    ["blue margin ink", [15, 90, 160]],
    ["black margin ink", [48, 40, 43]],
    ["navy", [28, 26, 80]],
    ["a light highlight of green", [195, 222, 210]],
    ["red", [205, 25, 45]],
  ] as const)("%s", (_, colour) => {
    expect(isInk(colour, limits)).toBe(true);
  });

  test.each([
    ["eosin", EOSIN],
    ["dense eosin", [190, 70, 130]],
    ["haematoxylin", HAEMATOXYLIN],
    ["lymphocytes side by side", [85, 65, 130]],
    ["the darkest nuclei", [55, 35, 85]],
    ["red blood cells", [222, 148, 160]],
    ["clotted blood", [198, 70, 71]],
    ["melanin", [105, 75, 60]],
    ["keratin", [75, 35, 65]],
    ["glass", [243, 243, 243]],
    ["a shadow on the glass", [190, 190, 192]],
  ] as const)("is not %s", (_, colour) => {
    expect(isInk(colour, limits)).toBe(false);
  });

  test("becomes pen on the map; background stays what it is", () => {
    const { image, places } = of((x, y) => (y === 3 ? [0, 120, 90] : stained(x)));
    markInk(image, places, limits);
    const row = [...places.data.slice(60, 80)];
    expect(row).toEqual(Array(20).fill(PLACE.pen));
    expect(places.data[80]).toBe(PLACE.tissue);
    expect(places.data[99]).toBe(PLACE.background);
  });
});

describe("the limits follow the slide", () => {
  const blueish: Colour = [90, 98, 160];

  test("a haematoxylin that is bluer than most moves the limit away", () => {
    expect(isInk(blueish, { cool: 0.02, red: 0.6 })).toBe(true);
    const limits = limitsOf((x) => (x < 11 ? blueish : EOSIN));
    expect(limits && isInk(blueish, limits)).toBe(false);
    expect(limits && isInk([15, 90, 160], limits)).toBe(true);
  });

  test("a slide red with eosin needs redder ink", () => {
    const red: Colour = [225, 50, 110];
    const limits = limitsOf((x) => (x < 15 ? [215, 85, 140] : stained(x)));
    expect(isInk(red, { cool: 0.02, red: 0.6 })).toBe(true);
    expect(limits && isInk(red, limits)).toBe(false);
  });

  test("on a slide that is no H&E nothing is called ink", () => {
    expect(limitsOf(() => [30, 30, 200])).toBeNull();
    expect(limitsOf((x) => (x < 3 ? EOSIN : [40, 40, 40]))).toBeNull();
    expect(limitsOf((x) => (x < 5 ? EOSIN : [40, 40, 40]))).not.toBeNull();
  });
});
