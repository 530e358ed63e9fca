import { expect, test } from "vitest";
import { type Colour, EOSIN, GLASS, paint } from "#test/fake-slide.ts";
import { folded } from "#test/spoil.ts";
import { searchFolds } from "./folds.ts";
import { PLACE, type PlaceMap } from "./places.ts";

const SIDE = 64;
const NUCLEI: Colour = [110, 80, 150];
/** Nuclei in every third column, eosin between, glass at the right. */
const tissue = (x: number): Colour => (x >= 56 ? GLASS : x % 3 === 0 ? NUCLEI : EOSIN);
const image = paint(SIDE, SIDE, tissue);
const emptyMap = (): PlaceMap => ({
  width: SIDE,
  height: SIDE,
  data: Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) =>
    pixel % SIDE >= 56 ? PLACE.background : PLACE.tissue,
  ),
});

function foldsOf(looked: typeof image): Uint8Array {
  const folds = searchFolds();
  const map = emptyMap();
  folds.see(looked, map);
  folds.mark(looked, map);
  return map.data;
}
const count = (data: Uint8Array): number => data.filter((place) => place === PLACE.fold).length;

test("tissue that lies twice is a fold, to a pixel or two", () => {
  const data = foldsOf(folded(image, (_, y) => y >= 20 && y < 30));
  expect(count(data)).toBeGreaterThan(56 * 8);
  expect(count(data)).toBeLessThan(56 * 12);
  expect(data[25 * SIDE + 10]).toBe(PLACE.fold);
  expect(data[17 * SIDE + 10]).toBe(PLACE.tissue);
  expect(data[25 * SIDE + 60]).toBe(PLACE.background);
});

test("plain tissue has no folds, be it pale or dark", () => {
  expect(count(foldsOf(image))).toBe(0);
  expect(count(foldsOf(folded(image, () => true)))).toBe(0);
});

test("what is smaller than 3,000 um2 is none", () => {
  expect(count(foldsOf(folded(image, (x, y) => x < 6 && y < 6)))).toBe(0);
});

test("a crowd of nuclei and a lake of blood are dense in one stain, and no fold", () => {
  const crowd = paint(SIDE, SIDE, (x, y) =>
    x < 56 && y > 50 ? [70, 62, 150] : x < 12 && y < 12 ? [198, 70, 71] : tissue(x),
  );
  expect(count(foldsOf(crowd))).toBe(0);
});

test("pen is neither a fold nor the measure of one", () => {
  const map = emptyMap();
  const pen = paint(SIDE, SIDE, (x, y) => (y < 30 ? [20, 20, 25] : tissue(x)));
  map.data.fill(PLACE.pen, 0, 30 * SIDE);
  const band = folded(pen, (_, y) => y >= 50 && y < 56);
  const folds = searchFolds();
  folds.see(band, map);
  folds.mark(band, map);
  expect(map.data[10 * SIDE + 10]).toBe(PLACE.pen);
  expect(map.data[53 * SIDE + 10]).toBe(PLACE.fold);
});
